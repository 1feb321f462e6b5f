"""Pictures for tests and benchmarks, made from the photographs that scikit-image ships."""
