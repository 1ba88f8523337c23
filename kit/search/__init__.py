"""Finding text by its words in six languages, for those who may read it and nobody else."""
