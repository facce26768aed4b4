"""What an organisation changes: settings, words, the sample centre, the brand."""
