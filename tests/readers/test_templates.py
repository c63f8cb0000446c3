"""Lines of template languages in Markdown are conditions of what stands between them, never roles, rows or text."""

import pytest

from tests.reading import page, reading_of

HEAD = "## Server\n\n| Port | Protocol |\n|---|---|\n| 80 | TCP |\n"
LANGUAGES = {
    "liquid": ("{% if enterprise %}", "{% else %}", "{% endif %}"),
    "trimmed": ("{%- if enterprise -%}", "{%- else -%}", "{%- endif -%}"),
    "go": ("{{ if enterprise }}", "{{ else }}", "{{ end }}"),
    "handlebars": ("{{#if enterprise}}", "{{else}}", "{{/if}}"),
    "erb": ("<% if enterprise %>", "<% else %>", "<% end %>"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_between_them_hold_under_their_condition(language: str) -> None:
    begin, other, end = LANGUAGES[language]
    rows = f"{HEAD}{begin}\n| 443 | TCP |\n{other}\n| 444 | TCP |\n{end}\n| 445 | TCP |\n"
    reading, found = reading_of(page(rows))
    assert {each.ports[0].start: (each.role, each.condition, each.need) for each in reading.claims} == {
        80: ("Server", None, "required"),
        443: ("Server", "enterprise", "conditional"),
        444: ("Server", "not enterprise", "conditional"),
        445: ("Server", None, "required"),
    }
    assert not [each for each in found if each.code.startswith(("PS1", "PS2"))]


def test_a_loop_and_a_container_are_no_condition() -> None:
    reading, _ = reading_of(
        page(f"{HEAD}{{% for each in all %}}\n| 443 | TCP |\n{{% endfor %}}\n\n:::tip\nRead on.\n:::\n")
    )
    assert [(each.role, each.condition) for each in reading.claims] == [("Server", None)] * 2


def test_a_moniker_is_a_condition_of_all_up_to_its_end() -> None:
    other = HEAD.replace("80", "81").partition("\n\n")[2]
    text = f'{HEAD}\n::: moniker range="v-2"\n\n{other}\n::: moniker-end\n\n{other.replace("81", "82")}'
    reading, _ = reading_of(page(text))
    assert {each.ports[0].start: each.condition for each in reading.claims} == {80: None, 81: 'range="v-2"', 82: None}
    assert {each.role for each in reading.claims} == {"Server"}


def test_in_a_code_block_they_are_code() -> None:
    text = f"```\n{{% if enterprise %}}\n```\n\n{HEAD}"
    reading, _ = reading_of(page(text))
    assert [each.condition for each in reading.claims] == [None]
