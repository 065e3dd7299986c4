"""What the form of a training run calls how the network learns, and the run itself: a label and a help each.

Must not know QtGui, QtWidgets or the engine.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from scolioapp.words.training_words import Words


def optimiser_words() -> Words:
    """Return the words for how the network learns."""
    translate = QCoreApplication.translate
    return {
        "optimiser.kind": (
            translate("TrainingForm", "Optimiser"),
            translate("TrainingForm", "Stochastic gradient descent, or AdamW."),
        ),
        "optimiser.iterations": (
            translate("TrainingForm", "Steps"),
            translate("TrainingForm", "Steps of the whole run, one batch each."),
        ),
        "optimiser.rate": (
            translate("TrainingForm", "Learning rate"),
            translate("TrainingForm", "Learning rate at the start, after the warm-up."),
        ),
        "optimiser.momentum": (
            translate("TrainingForm", "Momentum"),
            translate("TrainingForm", "Momentum of SGD."),
        ),
        "optimiser.betas": (
            translate("TrainingForm", "Betas"),
            translate("TrainingForm", "Decay of the two moments of AdamW."),
        ),
        "optimiser.weight_decay": (
            translate("TrainingForm", "Weight decay"),
            translate("TrainingForm", "How strongly weights are pulled towards zero."),
        ),
        **_schedule_words(),
        "optimiser.clip": (
            translate("TrainingForm", "Clip gradients at"),
            translate("TrainingForm", "Largest norm of all gradients combined."),
        ),
        "optimiser.average": (
            translate("TrainingForm", "Weight averaging"),
            translate(
                "TrainingForm",
                "Decay of a moving average of the weights, such as 0.999; the average becomes the "
                "model.",
            ),
        ),
    }


def _schedule_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "optimiser.schedule": (
            translate("TrainingForm", "Schedule"),
            translate(
                "TrainingForm",
                "The rate falls in steps, or along half a cosine to 0 at the last step.",
            ),
        ),
        "optimiser.milestones": (
            translate("TrainingForm", "Milestones"),
            translate("TrainingForm", "Steps after which the rate falls; not for the cosine."),
        ),
        "optimiser.decay": (
            translate("TrainingForm", "Factor at milestones"),
            translate("TrainingForm", "What the rate is multiplied by at each milestone."),
        ),
        "optimiser.warm_up": (
            translate("TrainingForm", "Warm-up"),
            translate("TrainingForm", "Steps over which the rate rises evenly from near 0."),
        ),
    }


def loss_words() -> Words:
    """Return the words for what is learned from."""
    translate = QCoreApplication.translate
    return {
        "losses.entropy_weight": (
            translate("TrainingForm", "Cross-entropy weight"),
            translate("TrainingForm", "Its share of the total loss."),
        ),
        "losses.triplet_weight": (
            translate("TrainingForm", "Triplet loss weight"),
            translate("TrainingForm", "Its share of the total loss; ScoNet has no triplet loss."),
        ),
        "losses.scale": (
            translate("TrainingForm", "Scale"),
            translate("TrainingForm", "Factor between cosines and logits."),
        ),
        "losses.smoothing": (
            translate("TrainingForm", "Label smoothing"),
            translate("TrainingForm", "Share of each label spread over all classes."),
        ),
        "losses.margin": (
            translate("TrainingForm", "Margin"),
            translate("TrainingForm", "Margin of the triplet loss."),
        ),
        "losses.class_weights": (
            translate("TrainingForm", "Class weights"),
            translate(
                "TrainingForm",
                "All equal; balanced, so that a rare class counts as much as a common one; or one "
                "number per class, in class order.",
            ),
        ),
    }


def validation_words() -> Words:
    """Return the words for looks at the validation people."""
    translate = QCoreApplication.translate
    return {
        "validation.every": (
            translate("TrainingForm", "Validate every (steps)"),
            translate(
                "TrainingForm",
                "Steps between validations. With validation on, the best network becomes the "
                "finished model.",
            ),
        ),
        "validation.by": (
            translate("TrainingForm", "Best by"),
            translate(
                "TrainingForm",
                "What makes one network better than another; ties go to the lower loss.",
            ),
        ),
        "validation.patience": (
            translate("TrainingForm", "Stop early after (validations)"),
            translate(
                "TrainingForm", "Validations without a better network after which training stops."
            ),
        ),
        "folds.count": (
            translate("TrainingForm", "Folds by person"),
            translate(
                "TrainingForm",
                "Cross-validation: people are divided into this many folds, each fold is judged "
                "by a network that never saw its people, and the networks together form one "
                "model. It takes that many times as long. Test people in a partition file are "
                "left out.",
            ),
        ),
        "folds.seed": (
            translate("TrainingForm", "Seed for the folds"),
            translate("TrainingForm", "The same number puts the same people into the same folds."),
        ),
    }


def log_words() -> Words:
    """Return the words for logs beside the one that is always written."""
    translate = QCoreApplication.translate
    return {
        "logs.tensorboard": (
            translate("TrainingForm", "TensorBoard"),
            translate("TrainingForm", "Writes files for TensorBoard, if its package is installed."),
        ),
        "logs.wandb": (
            translate("TrainingForm", "Weights & Biases"),
            translate(
                "TrainingForm",
                "Sends figures and settings to its server over the network; needs the extra "
                "“wandb”.",
            ),
        ),
        "logs.images_every": (
            translate("TrainingForm", "Pictures every (steps)"),
            translate(
                "TrainingForm",
                "Steps between pictures of the network's input, for TensorBoard.",
            ),
        ),
        "log_every": (
            translate("TrainingForm", "Log every (steps)"),
            translate("TrainingForm", "Steps between two points of the curves."),
        ),
        "checkpoint_every": (
            translate("TrainingForm", "Checkpoint every (steps)"),
            translate(
                "TrainingForm",
                "A run that is ended from outside continues from its last checkpoint.",
            ),
        ),
    }


def run_words() -> Words:
    """Return the words for the run itself."""
    return {**_model_words(), **_machine_words()}


def _model_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "name": (
            translate("TrainingForm", "Name"),
            translate(
                "TrainingForm",
                "Name of the model: letters, digits, dots, hyphens and underscores, at most 64.",
            ),
        ),
        "version": (
            translate("TrainingForm", "Version"),
            translate("TrainingForm", "Version of the model."),
        ),
        "description": (
            translate("TrainingForm", "Description"),
            translate("TrainingForm", "What the model is, for its card."),
        ),
        "status": (
            translate("TrainingForm", "Status"),
            translate(
                "TrainingForm",
                "A model that learned from simulated people is a demonstration; “validated” takes "
                "more than training.",
            ),
        ),
        "report_on_test": (
            translate("TrainingForm", "Report on test people"),
            translate("TrainingForm", "Evaluates the finished model on them once, for its card."),
        ),
        "precisions": (
            translate("TrainingForm", "Lower precisions"),
            translate(
                "TrainingForm", "Makes and measures int8 and bf16 versions of the finished model."
            ),
        ),
    }


def _machine_words() -> Words:
    translate = QCoreApplication.translate
    return {
        "seed": (
            translate("TrainingForm", "Seed"),
            translate("TrainingForm", "Seed for the initial weights, batches and frames."),
        ),
        "device": (
            translate("TrainingForm", "Device"),
            translate("TrainingForm", "Where training runs."),
        ),
        "threads": (
            translate("TrainingForm", "Threads"),
            translate(
                "TrainingForm",
                "Threads on the processor. With one, the same processor gives the same weights.",
            ),
        ),
        "mixed_precision": (
            translate("TrainingForm", "Mixed precision"),
            translate(
                "TrainingForm",
                "Number format of the layers that can use it; losses and weights stay float32.",
            ),
        ),
        "compile": (
            translate("TrainingForm", "Compile"),
            translate(
                "TrainingForm",
                "torch compiles the network first: an extra minute at the start, then faster "
                "steps on a GPU.",
            ),
        ),
    }
