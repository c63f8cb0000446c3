"""The home page's question: what is set up; its answer is what the hosts need, and leads on to their firewall text."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.full), 390])
def test_hosts_lead_to_what_they_need_and_to_its_firewall_text(width: int, address: str, browser_page: Page) -> None:
    """In one profile, where what makes the texts is translated once."""
    page = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/index.html")
    expect(page.get_by_role("table", name="Ports to open: MDS server")).to_be_visible()
    page.get_by_role("checkbox", name="MDS server").check()
    answer = page.get_by_role("table", name="What to open")
    expect(page.get_by_role("table", name="Ports to open: MDS server")).to_be_hidden()
    row = answer.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2510 TCP"))
    expect(row.first).to_contain_text("in2510 TCPfrom MDS servers")
    expect(row.last).to_contain_text("out2510 TCPto MDS servers")
    expect(page.locator("form.task [role=status]")).to_have_text(
        "6 in, 7 out, 1 not known well enough, 2 not to be opened"
    )
    expect(answer).to_contain_text("Carries logins over SSH.")
    unknown = page.get_by_role("table", name="Not known well enough to open")
    expect(unknown.get_by_role("rowheader")).to_have_text(["standalone-server.rpc-ports"])
    page.reload()
    expect(page.get_by_role("checkbox", name="MDS server")).to_be_checked()
    for name, path in (("Who connects to whom", "example/2.0/flows"), ("Releases side by side", "example/releases")):
        link = page.locator(".task-answer").get_by_role("link", name=name)
        expect(link).to_have_attribute("href", f"{address}/{path}.html")
    page.get_by_role("link", name="Firewall text for this").click()
    page.wait_for_url("**/firewall.html?product=example&release=2.0&role=mds-server*")
    opens = page.get_by_role("table", name="This opens")
    expect(opens).to_contain_text("2510 TCP")
    expect(opens.locator("td.anywhere").first).to_have_text("from ANYWHERE")
    page.get_by_role("textbox", name="Everything else").fill("10.0.0.0/8")
    expect(opens.locator("td.anywhere")).to_have_count(0)
    page.get_by_role("textbox", name="Client").fill("10.0.0.1/8")
    expect(page.get_by_role("textbox", name="Client")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".builder-error")).to_contain_text("10.0.0.1/8 has host bits set")
