from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conditions", "0010_was_this_clear")]

    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                fields=[kind, "language"],
                condition=models.Q((f"{kind}__isnull", False)),
                name=f"conditions_rev_{kind}_live",
            ),
        )
        for kind in ("condition", "treatment", "guide")
    ]
