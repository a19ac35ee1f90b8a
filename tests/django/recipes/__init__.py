"""The recipes of the texts, done as their readers do them: each block is taken out of the Markdown and run.

One module per add-on, named like it. All of them, with one series:

    .cache/venvs/django-6.1/bin/python -m unittest discover \
        --top-level-directory tests/django --start-directory tests/django/recipes --pattern "*.py"
"""
