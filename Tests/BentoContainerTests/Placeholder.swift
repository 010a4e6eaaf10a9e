// Tests for BentoContainer.
