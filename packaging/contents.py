"""What goes into a build, how often, and what stays out; the specification asks here, and so do the tests.

Two flavours: *screening* holds everything that a clinic needs and no torch; *complete* holds the
trainer as well. Must not know PyInstaller: names of modules and paths inside the build come in.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

FLAVOURS = ("screening", "complete")

_NEVER = (
    # Another window system, notebooks, test runners, installers of packages.
    "tkinter",
    "IPython",
    "matplotlib",
    "pytest",
    "hypothesis",
    "setuptools",
    "pip",
    "pkg_resources",
    "wheel",
    "mypy",
    "ruff",
    "readline",
    # Extras that are asked for by name where they are installed (docs/own-networks.md, docs/training.md).
    "mediapipe",
    "wandb",
    # Screening on a cluster (docs/archives.md), with what only it needs.
    "ray",
    "msgpack",
    # An extra as well, and what its converter would tell its maker (engine/runtime/openvino.py bars that).
    "openvino",
    "openvino_telemetry",
    # What the tools of the build bring into its environment.
    "attr",
    "attrs",
    "cyclonedx",
    "defusedxml",
    "jsonschema",
    "lxml",
    # Processors only; see the check in the specification.
    "nvidia",
    "triton",
    # Parts of Qt that the window does not use, and that hooks would take along.
    "PySide6.QtTest",
    # Python's modules only: QtMultimedia's plugin "ffmpeg", which opens cameras, needs their libraries, and
    # without those it has no frames and says nothing.
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtMultimediaWidgets",
    "PySide6.QtDesigner",
    # The simulator: its compiler alone (llvmlite) is larger than ONNX Runtime, PyAV and Qt together.
    "anny",
    "numba",
    "llvmlite",
    "warp",
    "trimesh",
    "roma",
)
_ONLY_COMPLETE = (
    "torch",
    "torchgen",
    "functorch",
    "sklearn",
    "joblib",
    "onnx",
    "onnxruntime.quantization",
    "tensorboard",
    "google",
    "grpc",
    "sympy",
    "networkx",
    "jinja2",
    "PIL",
    "highdicom",
    "pydicom",
    "pynetdicom",
    "pyjpegls",
    "jpeg_ls",
    # Of highdicom; the records bring their own SQLite, with encryption.
    "sqlite3",
    "_sqlite3",
)
_NOT_IN_COMPLETE = (
    # torch imports some of its own test tools whenever it starts: only these can go.
    "torch.testing._internal.distributed",
    "torch.testing._internal.generated",
    "torch.testing._internal.opinfo",
    "tensorboard.plugins",
)

_OUT = (
    # Headers, stubs, sources of extension modules, static libraries, documentation, caches.
    r"\.(pyi|h|hpp|hxx|cuh|pxd|pxi|pyx|a|lib|cmake|pyc|md|rst|in)$",
    r"(^|/)(tests?|testing|benchmarks|__pycache__|include|cmake|examples)/(?!.*\.py$)",
    r"(^|/)tests?/",
    # Qt beyond widgets and SVG: other platforms' windows, sensors, keyboards, databases, networks.
    r"PySide6/(Qt/)?qml/",
    r"PySide6/(Qt/)?plugins/(egldeviceintegrations|generic|networkinformation|sqldrivers|position|sensors|"
    r"virtualkeyboard|qmltooling|wayland-graphics-integration-server)/",
    # Of its plugins for cameras and sound the one with FFmpeg, which is in every wheel.
    r"PySide6/(Qt/)?plugins/multimedia/(?!(lib)?ffmpegmediaplugin\b)",
    r"PySide6/(Qt/)?plugins/platforminputcontexts/(lib)?qtvirtualkeyboard",
    r"PySide6/(Qt/)?plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b",
    # The theme of GTK, and what it alone takes along from a computer that happens to have it.
    r"PySide6/(Qt/)?plugins/platformthemes/libqgtk3",
    r"^lib(gtk-3|gdk-3|epoxy|atk-bridge-2\.0|atspi|Xi|Xcursor|Xfixes|Xinerama|Xdamage|Xcomposite)\.so[.\d]*$",
    r"^lib(atk-1\.0|cairo|cairo-gobject|datrie|fribidi|gdk_pixbuf-2\.0|graphite2|harfbuzz|jpeg|pango\w*-1\.0|"
    r"pixman-1|thai)\.so[.\d]*$",
    r"PySide6/(Qt/)?plugins/wayland-shell-integration/lib(wl|ivi|fullscreen|qt)-shell",
    r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(pdf|tga|tiff|wbmp|webp|gif)\b",
    r"(lib|/)Qt6?(VirtualKeyboard|EglFS|EglFs|WlShell|ShaderTools|Designer|MultimediaQuick)\w*\.",
    r"(lib|/)Qt6?(Quick\w+|Qml(?!(Meta|Models|WorkerScript)\b)\w+)\.",
    r"opengl32sw\.dll$",
    # Qt's own sentences in languages the program does not speak.
    r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN\.qm$)",
    # Of Qt: OpenGL in Wayland windows, a second frame for them, Apple icons, certificates alone.
    r"PySide6/(Qt/)?plugins/(wayland-graphics-integration-client/|wayland-decoration-client/libadwaita|"
    r"imageformats/(lib)?qicns|tls/(lib)?qcertonlybackend)",
    r"PySide6/QtDBus\.",
    # Python's readers of other writing systems' old encodings; lists of children come in UTF-8 or GB18030.
    r"lib-dynload/_codecs_(hk|iso2022|jp|kr|tw)\.",
    # OpenCV's face cascades and its reader of videos (PyAV reads them here).
    r"cv2/data/",
    r"opencv_videoio_ffmpeg\w*\.dll$",
    # What torch brings for its own tests and for compiling C++ against it.
    r"torch/bin/(?!torch_shm_manager)",
    r"torch/lib/libtorchbind_test|torch/lib/libjitbackend_test|torch/lib/libbackend_with_compiler",
    r"torch/(_inductor/kernel/vendored|utils/model_dump/.*\.(js|mjs|html))",
    r"tensorboard/(webfiles\.zip|plugins/)",
    r"onnx/(backend/test|defs/.*\.(cc|proto))",
    # Sources of translations; the compiled ones are read.
    r"resources/translations/.*\.ts$",
    r"\.truth\.(json|npz)$",
)
_EVERY_DESKTOP_HAS = (
    # Run-time libraries of compilers: older ones beside the program break a newer system's graphics driver.
    r"stdc\+\+|gcc_s",
    # A part of the C library, which is the system's as a whole.
    r"mvec",
    # What windows are drawn with, and fonts, whose settings belong to the system.
    r"X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|drm|fontconfig|freetype|expat|png16|brotli\w+|bsd|md",
    r"glib-2\.0|gthread-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0|pcre2-8|mount|blkid|selinux",
    r"dbus-1|systemd|gcrypt|gpg-error|cap|lz4|z",
    # Sound, and what it takes along: the window says how to get it where it is missing.
    r"pulse|pulsecommon-[\d.]+|sndfile|asyncns|FLAC|vorbis|vorbisenc|ogg|opus|mpg123|mp3lame|apparmor|Xrandr",
    r"gssapi_krb5|krb5|k5crypto|krb5support|com_err|keyutils",
    # Printing, and what it takes along; a computer without it has no printer either.
    r"cups|avahi-common|avahi-client|gnutls|p11-kit|idn2|unistring|tasn1|nettle|hogweed|gmp",
)
_OUT_PATTERN = re.compile(
    "|".join([*_OUT, rf"^lib({'|'.join(_EVERY_DESKTOP_HAS)})\.so[.\d]*$"]),
)

_PURE_OUT = (
    "*.tests",
    "*.tests.*",
    "*.conftest",
    "scipy.optimize.tests*",
    "scipy.*._test_*",
    "sklearn.datasets.*",
    "pyqtgraph.examples*",
    "psutil.tests*",
    "pydantic.v1*",
    "pydantic.mypy",
    "scolioapp.i18n.update_translations",
    # Colours for the listings of languages that no error message quotes.
    "pygments.lexers.[!_ps]*",
    "pygments.lexers.p[!y]*",
    "pygments.lexers.s[!p]*",
    "pydoc_data*",
)


def excluded_modules(flavour: str) -> list[str]:
    """Return the modules that must not be followed when a build is put together.

    Raises:
        ValueError: The flavour is not one of `FLAVOURS`.
    """
    if flavour not in FLAVOURS:
        raise ValueError(f"flavour {flavour!r} is not one of {', '.join(FLAVOURS)}")
    return [*_NEVER, *(_ONLY_COMPLETE if flavour == "screening" else _NOT_IN_COMPLETE)]


def wanted_file(destination: str) -> bool:
    """Tell whether a file belongs into a build, by its path inside the build."""
    return _OUT_PATTERN.search(destination.replace("\\", "/")) is None


def wanted_module(name: str) -> bool:
    """Tell whether a pure Python module belongs into a build, by its dotted name."""
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in _PURE_OUT)


def one_copy_of_each(files: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Keep one copy of libraries that two wheels bring in the very same form, and links to it.

    The loader knows a file by its inode, so that such a library is in memory once, too. Only files of one
    name are compared: under another name a library is another one to the loader.

    Args:
        files: What PyInstaller collected: place in the build, file on this computer, kind.

    Returns:
        The same places in the same order; those of later copies are of the kind ``SYMLINK`` and name the
        first by its relative path, as PyInstaller's own links do.
    """
    first: dict[tuple[str, str], str] = {}
    kept = []
    for place, source, kind in files:
        if kind == "BINARY":
            digest = hashlib.sha256(Path(source).read_bytes()).hexdigest()
            whole = first.setdefault((Path(place).name, digest), place)
            if whole != place:
                source, kind = os.path.relpath(whole, Path(place).parent), "SYMLINK"
        kept.append((place, source, kind))
    return kept
