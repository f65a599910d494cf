"""What every page and block needs: where it stands, figures in words, the vocabulary, templates."""
