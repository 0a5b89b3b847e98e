using Cavra.Testing;

namespace Cavra.Api.Tests.Security;

public sealed class SecurityHeadersTests
{
    private CavraApp _app;

    [OneTimeSetUp]
    public async Task Start() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [TestCase("/health/live")]
    [TestCase("/console/session")]
    [TestCase("/nothing/here")]
    [TestCase("/access/keys?nope=1")]
    [TestCase("/metrics")]
    [TestCase("/openapi/v1.json")]
    public async Task Every_answer_carries_them_whatever_it_says(string path)
    {
        foreach (var client in new[] { _app.Admin, _app.Client(key: null) })
        {
            using var response = await client.GetAsync(path);

            Assert.Multiple(() =>
            {
                Assert.That(Header(response, "Content-Security-Policy"), Is.EqualTo("default-src 'none'; frame-ancestors 'none'"));
                Assert.That(Header(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
                Assert.That(Header(response, "Referrer-Policy"), Is.EqualTo("no-referrer"));
                Assert.That(Header(response, "Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
                Assert.That(Header(response, "Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
                Assert.That(Header(response, "Cache-Control"), Is.EqualTo("no-store"));
                Assert.That(Header(response, "X-Request-Id"), Does.Match("^req-[0-9a-f]{32}$"));
                Assert.That(Header(response, "Strict-Transport-Security"), Is.Empty);
                Assert.That(Header(response, "Server"), Is.Empty);
            });
        }
    }

    [Test]
    public async Task The_page_that_shows_the_document_may_load_its_own_scripts_and_nothing_else()
    {
        using var page = await _app.Admin.GetAsync("/swagger/index.html");
        using var script = await _app.Admin.GetAsync("/swagger/swagger-ui-bundle.js");
        var text = await page.Content.ReadAsStringAsync();

        Assert.That((int)page.StatusCode, Is.EqualTo(200));
        Assert.That((int)script.StatusCode, Is.EqualTo(200));
        Assert.That(Header(page, "Content-Security-Policy"), Does.Contain("script-src 'self';").And.Not.Contain("unsafe"));
        Assert.That(text, Does.Not.Match("<script>|<script [^>]*>[^<]|<style|style=|https?://"));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
}
