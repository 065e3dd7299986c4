"""From a gait sequence to class probabilities: predictors on ONNX Runtime or torch."""
