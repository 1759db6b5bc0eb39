"""The catalogue of a centre's tasks, services and registers as dated YAML definitions. No models."""
