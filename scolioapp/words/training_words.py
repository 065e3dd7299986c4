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
    """Return the words for what is learned from."""
    translate = QCoreApplication.translate
    return {
        "simulation.train": (
            translate("TrainingForm", "People for training"),
            translate("TrainingForm", "Simulated people the network learns from."),
        ),
        "simulation.validation": (
            translate("TrainingForm", "People for validation"),
            translate("TrainingForm", "Simulated people for validation and calibration."),
        ),
        "simulation.test": (
            translate("TrainingForm", "People for test"),
            translate("TrainingForm", "Simulated people the finished model is tested on."),
        ),
        "simulation.seed": (
            translate("TrainingForm", "Seed for the people"),
            translate("TrainingForm", "The same number gives the same people."),
        ),
        "simulation.frames": (
            translate("TrainingForm", "Frames per recording"),
            translate("TrainingForm", "Length of each simulated walk, at 15 frames a second."),
        ),
        "simulation.workers": (
            translate("TrainingForm", "Simulation processes"),
            translate("TrainingForm", "Number of processes that simulate people in parallel."),
        ),
        **_folder_words(),
        "class_order": (
            translate("TrainingForm", "Class order"),
            translate("TrainingForm", "Class of each output of the network, separated by commas."),
        ),
        **_normalisation_words(),
    }


def _folder_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "folder.root": (
            translate("TrainingForm", "Dataset folder"),
            translate("TrainingForm", "A folder in the Scoliosis1K layout, or its packed store."),
        ),
        "folder.pose": (
            translate("TrainingForm", "Poses folder"),
            translate(
                "TrainingForm",
                "Where the poses are, if not in the folder “pose” of the dataset. Networks that "
                "use silhouettes only need none.",
            ),
        ),
        "folder.partition": (
            translate("TrainingForm", "Partition file"),
            translate(
                "TrainingForm",
                "Who is used for training, validation and test, in OpenGait's format. Without "
                "one, people are split by the shares below.",
            ),
        ),
        "folder.validation": (
            translate("TrainingForm", "Share for validation"),
            translate(
                "TrainingForm",
                "Share of the training people set aside for validation, unless the partition file "
                "names them.",
            ),
        ),
        "folder.test": (
            translate("TrainingForm", "Share for test"),
            translate(
                "TrainingForm",
                "Share of all people set aside for test, if there is no partition file.",
            ),
        ),
        "folder.licence": (
            translate("TrainingForm", "Data licence"),
            translate("TrainingForm", "Terms of use of the data; copied into the card."),
        ),
        "folder.keypoint_set": (
            translate("TrainingForm", "Keypoints"),
            translate(
                "TrainingForm",
                "Definition of the keypoints in the poses, such as coco; copied into the card.",
            ),
        ),
    }


def _normalisation_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "normalisation.cut_columns": (
            translate("TrainingForm", "Columns cut from each side"),
            translate("TrainingForm", "Columns cut from each side of a frame of 64 x 64 pixels."),
        ),
        "normalisation.divide_by": (
            translate("TrainingForm", "Pixel values divided by"),
            translate("TrainingForm", "Scales pixel values to between 0 and 1."),
        ),
        "normalisation.shared_crop": (
            translate("TrainingForm", "Both maps cropped alike"),
            translate(
                "TrainingForm",
                "Crops limbs and joints of a skeleton map alike, so that they line up. The "
                "published networks were trained on maps that do not.",
            ),
        ),
    }


def network_words() -> Words:
    """Return the words for what is trained."""
    translate = QCoreApplication.translate
    return {
        "network.kind": (
            translate("TrainingForm", "Network"),
            translate(
                "TrainingForm", "What is trained; it determines what is read from each frame."
            ),
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
            translate("TrainingForm", "Body parts"),
            translate("TrainingForm", "Horizontal strips that the last feature map is cut into."),
        ),
        "network.classes": (
            translate("TrainingForm", "Classes"),
            translate("TrainingForm", "Number of classes; as many as the class order names."),
        ),
        "network.fusion": (
            translate("TrainingForm", "Fusion"),
            translate(
                "TrainingForm", "How a DRF combines its inputs; the other networks have none."
            ),
        ),
        "network.pav": (
            translate("TrainingForm", "Posture vector"),
            translate(
                "TrainingForm",
                "The published asymmetry vector, or ours, which keeps the side; for networks with "
                "PAV-guided attention.",
            ),
        ),
    }


def batch_words() -> Words:
    """Return the words for what one step looks at."""
    translate = QCoreApplication.translate
    return {
        "batches.groups": (
            translate("TrainingForm", "Groups in a batch"),
            translate(
                "TrainingForm",
                "Number P of people or classes in a batch; at most as many classes as there are.",
            ),
        ),
        "batches.each": (
            translate("TrainingForm", "Sequences per group"),
            translate(
                "TrainingForm", "Number K of sequences per group; some are drawn twice if needed."
            ),
        ),
        "batches.group_by": (
            translate("TrainingForm", "Groups are"),
            translate(
                "TrainingForm",
                "What the triplet loss keeps together: a person, as in OpenGait, or a class.",
            ),
        ),
        "batches.draw_by": (
            translate("TrainingForm", "Sequences are drawn"),
            translate(
                "TrainingForm",
                "By person; by class, each equally often; or in shuffled epochs.",
            ),
        ),
        **_frame_words(),
        "batches.flip": (
            translate("TrainingForm", "Mirrored"),
            translate(
                "TrainingForm",
                "Probability that a whole sequence is mirrored, in every input of the network.",
            ),
        ),
    }


def _frame_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "batches.frames": (
            translate("TrainingForm", "Frames per sequence"),
            translate(
                "TrainingForm",
                "Frames used from each sequence; the smallest number if a largest one is given. "
                "Ignored if all frames are used.",
            ),
        ),
        "batches.frames_most": (
            translate("TrainingForm", "Most frames"),
            translate(
                "TrainingForm",
                "Largest number of frames; the number is then drawn at random for each sequence.",
            ),
        ),
        "batches.frame_order": (
            translate("TrainingForm", "Frames are drawn"),
            translate(
                "TrainingForm",
                "In random order; as a run of consecutive frames; or all of them.",
            ),
        ),
        "batches.skip": (
            translate("TrainingForm", "Frames skipped"),
            translate("TrainingForm", "Frames skipped at random in a consecutive run."),
        ),
    }


def augmentation_words() -> Words:
    """Return the words for changes of what the network sees."""
    return {
        f"batches.augmentation.{name}": words
        for name, words in {**_erase_words(), **_shape_words(), **_band_words()}.items()
    }


def _erase_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "erase": (
            translate("TrainingForm", "Erase a rectangle"),
            translate("TrainingForm", "Probability that a rectangle is blacked out."),
        ),
        "erase_area": (
            translate("TrainingForm", "Its area"),
            translate("TrainingForm", "Smallest and largest share of the picture it covers."),
        ),
        "erase_narrowest": (
            translate("TrainingForm", "Its narrowest shape"),
            translate("TrainingForm", "Smallest ratio of the sides of the rectangle."),
        ),
        "erase_per_frame": (
            translate("TrainingForm", "New in each frame"),
            translate(
                "TrainingForm",
                "Draws a rectangle for each frame rather than once for the sequence.",
            ),
        ),
    }


def _shape_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "rotate": (
            translate("TrainingForm", "Rotate"),
            translate("TrainingForm", "Probability of a rotation about the centre of the picture."),
        ),
        "rotate_degrees": (
            translate("TrainingForm", "Largest angle (°)"),
            translate("TrainingForm", "Largest angle of rotation, to either side, in degrees."),
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
            translate("TrainingForm", "Change perspective"),
            translate(
                "TrainingForm", "Probability that the picture is seen from a different viewpoint."
            ),
        ),
        "perspective_shift": (
            translate("TrainingForm", "Largest corner shift"),
            translate("TrainingForm", "How far a corner may move, as a share of the picture."),
        ),
    }


def _band_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "part_dilate": (
            translate("TrainingForm", "Thicken a band"),
            translate(
                "TrainingForm",
                "Probability that a band of rows is thickened, as by clothes or a poor mask.",
            ),
        ),
        "dilate_size": (
            translate("TrainingForm", "Thickening window (pixels)"),
            translate("TrainingForm", "Window of the thickening, in pixels."),
        ),
        "part_blur": (
            translate("TrainingForm", "Blur a band"),
            translate("TrainingForm", "Probability that a band of rows is blurred."),
        ),
        "blur_size": (
            translate("TrainingForm", "Blur window (pixels)"),
            translate("TrainingForm", "Window of the Gaussian blur, in pixels."),
        ),
        "part_top": (
            translate("TrainingForm", "First row of a band"),
            translate("TrainingForm", "Smallest and largest; 12 to 16 is at the shoulders."),
        ),
        "part_bottom": (
            translate("TrainingForm", "Row after its last one"),
            translate("TrainingForm", "Smallest and largest; 36 to 40 is at the thighs."),
        ),
    }
