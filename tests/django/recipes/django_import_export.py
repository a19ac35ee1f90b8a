"""Who may import, with the settings of the installation."""

import unittest

from recipes.blocks import LANGUAGES, block
from recipes.project import Project

SLUG = "django-import-export"
VISIT = """
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.test import Client
from django.test.utils import setup_test_environment
from shop.models import Product

setup_test_environment()
FILE = "sku,name,price\\nNEW1,New,1.00\\n"


def imports(*rights):
    user = User.objects.create_user(f"user-{User.objects.count()}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    Product.objects.all().delete()
    if KEPT:
        Product.objects.create(sku="NEW1", name="New", price=1)
    address = "/admin/shop/product/import/"
    added = client.get("/admin/shop/product/add/").status_code
    upload = {"import_file": ContentFile(FILE, "new.csv"), "format": "0", "resource": "0"}
    answer = client.post(address, upload)
    if answer.status_code == 200:
        form = answer.context["confirm_form"]
        client.post("/admin/shop/product/process_import/", form.initial)
    return added, answer.status_code, Product.objects.count()


seen = [imports(*rights) for rights in (["view_product", "change_product"], ["import_product", "view_product"], RIGHTS)]
for one in seen:
    print(*one)
"""
ALL = ["add_product", "change_product", "delete_product", "view_product"]


class Rights(unittest.TestCase):
    def seen(self, language, *, settings=None, admin=None, rights=ALL, kept=False):
        project = Project(self)
        project.write(
            "shop/models.py", block(SLUG, "install", "add-to-settings", file="shop/models.py", language=language)
        )
        project.write("shop/admin.py", admin or block(SLUG, "install", "admin-setup", language=language))
        project.settings('INSTALLED_APPS += ["shop"]\n')
        project.settings(settings or block(SLUG, "install", "add-to-settings", language=language))
        project.write("shop/migrations/__init__.py", "")
        project.manage("makemigrations", "shop", "--verbosity", "0")
        project.manage("migrate", "--verbosity", "0")
        return project.python(f"RIGHTS, KEPT = {rights!r}, {kept}\n" + VISIT).splitlines()[-3:]

    def test_the_change_right_alone_imports_nothing(self):
        """What is seen: the page to add, that to import, how many rows there are in the end."""
        for language in LANGUAGES:
            self.assertEqual(self.seen(language), ["403 403 0", "403 200 1", "200 403 0"])

    def test_with_the_code_change_it_creates_rows_without_the_right_to_add(self):
        """The trap that the texts tell of."""
        settings = block(SLUG, "install", "add-to-settings").replace('"import"', '"change"')
        self.assertEqual(self.seen("en", settings=settings)[0], "403 200 1")

    def test_with_the_code_change_it_deletes_rows_without_the_right_to_delete(self):
        """The same trap, where the resource takes rows away: the row that was there is gone."""
        settings = block(SLUG, "install", "add-to-settings").replace('"import"', '"change"')
        setup = block(SLUG, "install", "admin-setup")
        deleting = setup.replace(
            "    class Meta:\n", "    def for_delete(self, row, instance):\n        return True\n\n    class Meta:\n", 1
        )
        self.assertEqual(self.seen("en", settings=settings, admin=deleting, kept=True)[0], "403 200 0")
        self.assertEqual(self.seen("en", admin=deleting, kept=True)[0], "403 403 1")

    def test_the_class_that_asks_for_three_rights(self):
        setup = block(SLUG, "install", "admin-setup")
        strict = block(SLUG, "production", "security", file="shop/admin.py")
        admin = f"{strict}\n\n{setup.replace('(ImportExportModelAdmin):', '(OperationsAdmin):')}"
        self.assertEqual(self.seen("en", admin=admin), ["403 403 0", "403 403 0", "200 200 1"])
