"""What a browser would post from a page of rows."""


def posted(formset, **changes):
    """Every field as the page shows it, and these changes: `**{"criteria-0-weight": "20"}`."""
    data = {}
    for form in [formset.management_form, *formset.forms]:
        for bound in form:
            value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
            if isinstance(value, list):
                data |= {f"{bound.html_name}_{number}": text for number, text in enumerate(value)}
            elif value not in (None, False, ""):
                data[bound.html_name] = value
    return data | changes
