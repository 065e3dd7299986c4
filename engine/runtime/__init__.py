"""Device choice, seeds, and safe reading of weights, pickles and ONNX files from strangers."""
