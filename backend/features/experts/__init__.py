"""Expert base: who may assess, their sector, fields, ties and load (clause 5.1.1.1)."""
