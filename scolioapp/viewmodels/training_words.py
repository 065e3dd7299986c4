"""What the form of a training run calls its data, network and batches: a label and a help for each key.

Keys are those of the configuration file, so that whoever reads one finds the other. A test holds this table
to the schema. Must not know QtGui, QtWidgets or the engine.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

Words = Mapping[str, tuple[str, str]]
"""Label and help, by dotted key."""


def data_words() -> Words:
    """Give the words for what is learned from."""
    translate = QCoreApplication.translate
    return {
        "simulation.train": (
            translate("TrainingForm", "People to learn from"),
            translate("TrainingForm", "Simulated people that the network learns from."),
        ),
        "simulation.validation": (
            translate("TrainingForm", "People to validate on"),
            translate("TrainingForm", "Simulated people for validation and calibration."),
        ),
        "simulation.test": (
            translate("TrainingForm", "People to test on"),
            translate("TrainingForm", "Simulated people that the finished model is reported on."),
        ),
        "simulation.seed": (
            translate("TrainingForm", "Seed of the people"),
            translate("TrainingForm", "The same number gives the same people."),
        ),
        "simulation.frames": (
            translate("TrainingForm", "Frames of each recording"),
            translate("TrainingForm", "Length of each simulated walk, at 15 frames a second."),
        ),
        "simulation.workers": (
            translate("TrainingForm", "Processes that simulate"),
            translate("TrainingForm", "Processes that simulate people side by side."),
        ),
        **_folder_words(),
        "class_order": (
            translate("TrainingForm", "Order of the classes"),
            translate("TrainingForm", "Class of each output of the network, separated by commas."),
        ),
        **_normalisation_words(),
    }


def _folder_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "folder.root": (
            translate("TrainingForm", "Folder of the dataset"),
            translate("TrainingForm", "A folder in the Scoliosis1K layout, or its packed store."),
        ),
        "folder.pose": (
            translate("TrainingForm", "Folder of the poses"),
            translate(
                "TrainingForm",
                "Where the poses lie, if not in the folder “pose” of the dataset. Networks that see "
                "silhouettes alone need none.",
            ),
        ),
        "folder.partition": (
            translate("TrainingForm", "Partition file"),
            translate(
                "TrainingForm",
                "Who is trained, validated and tested on, as OpenGait writes it. Without one the people "
                "are split by the shares below.",
            ),
        ),
        "folder.validation": (
            translate("TrainingForm", "Share for validation"),
            translate(
                "TrainingForm",
                "Share of the training people that is kept for validation, unless the partition file "
                "names them.",
            ),
        ),
        "folder.test": (
            translate("TrainingForm", "Share for test"),
            translate(
                "TrainingForm",
                "Share of all people that is kept for test, where there is no partition file.",
            ),
        ),
        "folder.licence": (
            translate("TrainingForm", "Licence of the data"),
            translate("TrainingForm", "What the use of the data is bound to; goes into the card."),
        ),
        "folder.keypoint_set": (
            translate("TrainingForm", "Keypoints"),
            translate(
                "TrainingForm",
                "Definition of the keypoints of the poses, such as coco; goes into the card.",
            ),
        ),
    }


def _normalisation_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "normalisation.cut_columns": (
            translate("TrainingForm", "Columns cut at each side"),
            translate("TrainingForm", "Columns cut from each side of a frame of 64 x 64 pixels."),
        ),
        "normalisation.divide_by": (
            translate("TrainingForm", "Pixel values divided by"),
            translate("TrainingForm", "Brings pixel values between 0 and 1."),
        ),
        "normalisation.shared_crop": (
            translate("TrainingForm", "Both maps cropped alike"),
            translate(
                "TrainingForm",
                "Crops limbs and joints of a skeleton map alike, so that they lie on each other. The "
                "published networks were trained on maps that do not.",
            ),
        ),
    }


def network_words() -> Words:
    """Give the words for what is trained."""
    translate = QCoreApplication.translate
    return {
        "network.kind": (
            translate("TrainingForm", "Network"),
            translate("TrainingForm", "What is trained; it decides what is seen of each frame."),
        ),
        "network.channels": (
            translate("TrainingForm", "Channels"),
            translate("TrainingForm", "Channels of the four stages of the backbone."),
        ),
        "network.embedding": (
            translate("TrainingForm", "Embedding"),
            translate("TrainingForm", "Length of the embedding of each part of the body."),
        ),
        "network.parts": (
            translate("TrainingForm", "Parts of the body"),
            translate("TrainingForm", "Horizontal strips that the last feature map is cut into."),
        ),
        "network.classes": (
            translate("TrainingForm", "Classes"),
            translate("TrainingForm", "Number of classes; as many as the order of classes names."),
        ),
        "network.fusion": (
            translate("TrainingForm", "Fusion"),
            translate(
                "TrainingForm", "How a DRF joins what it sees; the other networks have none."
            ),
        ),
        "network.pav": (
            translate("TrainingForm", "Posture vector"),
            translate(
                "TrainingForm",
                "The asymmetry vector of the literature, or ours that keeps the side; for networks with "
                "PAV-guided attention.",
            ),
        ),
    }


def batch_words() -> Words:
    """Give the words for what one step looks at."""
    translate = QCoreApplication.translate
    return {
        "batches.groups": (
            translate("TrainingForm", "Groups in a batch"),
            translate(
                "TrainingForm", "Groups P of people or classes; of classes at most as many as are."
            ),
        ),
        "batches.each": (
            translate("TrainingForm", "Sequences of each group"),
            translate("TrainingForm", "Sequences K of each group; some are drawn twice if needed."),
        ),
        "batches.group_by": (
            translate("TrainingForm", "Groups are"),
            translate(
                "TrainingForm",
                "What the triplet loss holds together: a person, as OpenGait does, or a class.",
            ),
        ),
        "batches.draw_by": (
            translate("TrainingForm", "Sequences are drawn"),
            translate(
                "TrainingForm",
                "By person; by class, each as often as the others; or in plain shuffled epochs.",
            ),
        ),
        **_frame_words(),
        "batches.flip": (
            translate("TrainingForm", "Mirrored"),
            translate(
                "TrainingForm",
                "Probability that a whole sequence is mirrored, in everything that the network is given.",
            ),
        ),
    }


def _frame_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "batches.frames": (
            translate("TrainingForm", "Frames of a sequence"),
            translate(
                "TrainingForm",
                "Frames of each sequence; the fewest where a largest number is given. Not looked at where "
                "all frames are taken.",
            ),
        ),
        "batches.frames_most": (
            translate("TrainingForm", "Most frames"),
            translate(
                "TrainingForm",
                "Largest number of frames; the number is then drawn for each sequence.",
            ),
        ),
        "batches.frame_order": (
            translate("TrainingForm", "Frames are drawn"),
            translate(
                "TrainingForm",
                "At random without order; as a run of frames one after the other; or all of them.",
            ),
        ),
        "batches.skip": (
            translate("TrainingForm", "Frames skipped"),
            translate("TrainingForm", "Frames that are passed over at random in an ordered run."),
        ),
    }


def augmentation_words() -> Words:
    """Give the words for changes of what the network sees."""
    return {
        f"batches.augmentation.{name}": words
        for name, words in {**_erase_words(), **_shape_words(), **_band_words()}.items()
    }


def _erase_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "erase": (
            translate("TrainingForm", "Erase a rectangle"),
            translate("TrainingForm", "Probability that a rectangle becomes black."),
        ),
        "erase_area": (
            translate("TrainingForm", "Its area"),
            translate("TrainingForm", "Smallest and largest share of the picture that it takes."),
        ),
        "erase_narrowest": (
            translate("TrainingForm", "Its narrowest shape"),
            translate("TrainingForm", "Smallest ratio of the sides of the rectangle."),
        ),
        "erase_per_frame": (
            translate("TrainingForm", "Anew in each frame"),
            translate("TrainingForm", "Draws the rectangle for each frame, not for the sequence."),
        ),
    }


def _shape_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "rotate": (
            translate("TrainingForm", "Turn"),
            translate("TrainingForm", "Probability of a turn about the middle of the picture."),
        ),
        "rotate_degrees": (
            translate("TrainingForm", "Largest angle (°)"),
            translate("TrainingForm", "Largest angle of the turn, to either side, in degrees."),
        ),
        "affine": (
            translate("TrainingForm", "Stretch, shear and shift"),
            translate("TrainingForm", "Probability of an affine map."),
        ),
        "affine_scale": (
            translate("TrainingForm", "Largest stretch"),
            translate("TrainingForm", "Largest stretch in each direction, as a share."),
        ),
        "affine_shear": (
            translate("TrainingForm", "Largest shear (°)"),
            translate("TrainingForm", "Largest angle of the shear, in degrees."),
        ),
        "affine_shift": (
            translate("TrainingForm", "Largest shift"),
            translate("TrainingForm", "Largest shift, as a share of the picture."),
        ),
        "perspective": (
            translate("TrainingForm", "Other perspective"),
            translate("TrainingForm", "Probability that the picture is seen from another place."),
        ),
        "perspective_shift": (
            translate("TrainingForm", "Largest shift of a corner"),
            translate("TrainingForm", "How far corners move at most, as a share of the picture."),
        ),
    }


def _band_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "part_dilate": (
            translate("TrainingForm", "Thicken a band"),
            translate(
                "TrainingForm",
                "Probability that a band of rows grows thicker, as by clothes or a poor mask.",
            ),
        ),
        "dilate_size": (
            translate("TrainingForm", "By a window of (pixels)"),
            translate("TrainingForm", "Window of the thickening, in pixels."),
        ),
        "part_blur": (
            translate("TrainingForm", "Blur a band"),
            translate("TrainingForm", "Probability that a band of rows is blurred."),
        ),
        "blur_size": (
            translate("TrainingForm", "With a window of (pixels)"),
            translate("TrainingForm", "Window of the Gaussian, in pixels."),
        ),
        "part_top": (
            translate("TrainingForm", "First row of a band"),
            translate("TrainingForm", "Smallest and largest; 12 to 16 is at the shoulders."),
        ),
        "part_bottom": (
            translate("TrainingForm", "Row after its last"),
            translate("TrainingForm", "Smallest and largest; 36 to 40 is at the thighs."),
        ),
    }
