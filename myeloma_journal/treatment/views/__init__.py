"""The pages of the treatment record, one module a part."""
