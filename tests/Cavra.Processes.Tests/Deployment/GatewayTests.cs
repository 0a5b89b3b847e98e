using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>Cavra's replicas behind nginx and behind Caddy, with the examples as they are given away.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Gateways))]
internal sealed partial class GatewayTests(string program)
{
    private const string Base = "/cavra";
    private const string Schedules = Base + GivenDrills.Schedules;
    private const int ManyEntries = 20_000;

    private GatewayScene _scene = null!;

    [OneTimeSetUp]
    public async Task Start() => _scene = await GatewayScene.SetAsync(program);

    [OneTimeTearDown]
    public async Task Stop() => await _scene.DisposeAsync();

    [Test]
    public async Task What_is_written_is_read_back_and_its_request_id_is_that_of_the_evidence()
    {
        using var client = _scene.Client();
        var written = await client.PutJsonAsync($"{Schedules}/written", GivenDrills.AScheduleBody().ToJsonString());
        written.Created();
        // One for each replica, and again.
        for (var reading = 0; reading < 4; reading++)
        {
            (await client.GetJsonAsync($"{Schedules}/written")).Ok();
        }

        var id = written.Response.Headers.GetValues("X-Request-Id").Single();
        Assert.That(written.Response.Headers.Location?.OriginalString, Does.StartWith(Base + "/"));
        Assert.That((await _scene.Database.EvidenceAsync()).Select(entry => entry.ToJsonString()), Has.Some.Contains(id));
        await Eventually.HoldsAsync("the gateway's log names the request", () => _scene.Gateway.Printed.Contains(id, StringComparison.Ordinal));
    }

    [Test]
    public async Task An_event_arrives_while_the_stream_stays_open()
    {
        using var client = _scene.Client();
        using var response = await client.GetAsync($"{Base}/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await lines.ReadLineAsync().OrHangAsync();

        (await client.PutJsonAsync($"{Schedules}/told", GivenDrills.AScheduleBody().ToJsonString())).Created();
        var told = first;
        while (told is not null && !(told.StartsWith("data: ", StringComparison.Ordinal) && told.Contains("told", StringComparison.Ordinal)))
        {
            told = await lines.ReadLineAsync().OrHangAsync();
        }

        Assert.That(told, Is.Not.Null, "the stream ended before the event came");
    }

    [Test]
    public async Task A_large_export_arrives_whole()
    {
        await WriteEntriesAsync();
        using var client = _scene.Client();
        await _scene.Database.HoldsAsync($"select count(*) >= {ManyEntries} from log_entries");
        await _scene.Database.HoldsAsync($"select coalesce(max(size), 0) >= {ManyEntries} from log_checkpoints");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/evidence/exports");
        request.Content = new StringContent("""{"since":"2026-01-01T00:00:00Z","until":"2100-01-01T00:00:00Z"}""", null, "application/json");
        using var answer = await client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        using var archive = new ZipArchive(new MemoryStream(bytes));
        Assert.That(bytes, Has.Length.GreaterThan(4 * 1024 * 1024), "the export is larger than what a gateway keeps in memory");
        Assert.That(archive.Entries.Select(entry => entry.FullName), Does.Contain("manifest.json"));
    }

    [Test]
    public async Task The_console_and_its_files_are_below_the_path_base()
    {
        using var client = _scene.Client(key: null);
        var moved = await client.GetAsync(Base);
        var page = await client.GetAsync($"{Base}/");
        var text = await page.Content.ReadAsStringAsync();
        var files = Files().Matches(text).Select(file => file.Groups[1].Value.TrimStart('.', '/')).ToList();

        Assert.That(((int)moved.StatusCode, new Uri(_scene.Address, moved.Headers.Location!).AbsolutePath), Is.EqualTo((308, Base + "/")));
        Assert.That(text, Does.Contain($"<base href=\"{Base}/\""));
        Assert.That(files, Has.Some.EndsWith(".js"), text);
        foreach (var file in files)
        {
            Assert.That((await client.GetAsync($"{Base}/{file}")).StatusCode, Is.EqualTo(HttpStatusCode.OK), file);
        }

        Assert.That((await client.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_session_cookie_is_secure_and_of_the_path_base_and_browsers_are_told_to_keep_to_TLS()
    {
        using var browser = _scene.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/console/session");
        request.Content = new StringContent($$"""{"api_key":"{{_scene.Key}}"}""", null, "application/json");
        request.Headers.Add("Origin", _scene.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.SendAsync(request);

        var cookie = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : "";
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(cookie, Does.Contain($"path={Base};").And.Contain("; secure").IgnoreCase.And.Contain("httponly").IgnoreCase);
        Assert.That(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Test]
    public async Task Who_a_client_says_it_is_does_not_count_and_where_it_comes_from_does()
    {
        using var admin = _scene.Client();
        var elsewhere = await KeyForAsync(admin, "elsewhere", "203.0.113.9/32");
        var here = await KeyForAsync(admin, "here", "127.0.0.2/32");
        using var forger = _scene.Client(elsewhere);
        forger.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        forger.DefaultRequestHeaders.Add("Forwarded", "for=203.0.113.9");
        using var known = _scene.Client(here, from: "127.0.0.2");
        using var stranger = _scene.Client(here);

        Assert.That((await forger.GetJsonAsync($"{Base}/console/session")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await known.GetJsonAsync($"{Base}/console/session")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await stranger.GetJsonAsync($"{Base}/console/session")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_port_for_machines_lets_nobody_through_without_a_certificate()
    {
        using var machine = _scene.Client(port: _scene.Gateway.Mutual, certificate: _scene.Machine);
        using var nobody = _scene.Client(port: _scene.Gateway.Mutual);

        (await machine.GetJsonAsync($"{Base}/console/session")).Ok();
        Assert.That(await RefusedAsync(nobody), Is.True);
    }

    [Test]
    public async Task Plain_HTTP_is_sent_to_TLS_and_a_body_that_is_too_large_is_refused()
    {
        using var plain = _scene.Client(port: _scene.Gateway.Http);
        using var client = _scene.Client();

        var moved = await plain.GetAsync($"{Base}/health/ready");
        var refused = await client.PutJsonAsync($"{Schedules}/large", new string(' ', 300 * 1024));
        Assert.That(moved.StatusCode, Is.EqualTo(HttpStatusCode.PermanentRedirect));
        Assert.That(moved.Headers.Location?.Scheme, Is.EqualTo("https"));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    // TLS 1.3 has the handshake over before the certificate is missed; nginx then answers 400 instead of hanging up.
    private static async Task<bool> RefusedAsync(HttpClient nobody)
    {
        try
        {
            return (await nobody.GetJsonAsync($"{Base}/console/session")).Status is HttpStatusCode.BadRequest;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static async Task<string> KeyForAsync(HttpClient admin, string name, string network) => (await admin.PostJsonAsync(
        $"{Base}/access/keys", new { name, roles = new[] { "auditor" }, allow_networks = new[] { network } })).Created().Text("key");

    // Documents that hardly get smaller, so that the archive is large.
    private async Task WriteEntriesAsync() => await _scene.Database.ExecuteAsync(
        $$"""
        WITH written AS (
            SELECT id, '{"created_at":"2026-01-02T00:00:00Z","evidence_id":"evidence-' || replace(id::text, '-', '') || '","n":"'
                || encode(sha256(convert_to(id::text, 'UTF8')), 'hex') || encode(sha512(convert_to(id::text, 'UTF8')), 'hex')
                || '","what":{"action":"fill","metadata_kind":null,"outcome":"done","summary":{ } },"who":{"actor":"filler"} }' AS document
            FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, {{ManyEntries}})) AS numbered
        ), entries AS (
            INSERT INTO evidence_entries (workspace_id, id, created_at, action, outcome, is_record, actor, digest, chains, providers)
            SELECT '{{(await _scene.Database.WorkspaceAsync()).Value}}', id, '2026-01-02T00:00:00Z', 'fill', 'done', false, 'filler',
                'sha256:' || encode(sha256(convert_to(document, 'UTF8')), 'hex'), '{}', '{}'
            FROM written
        )
        INSERT INTO evidence_documents (workspace_id, entry_id, document)
        SELECT '{{(await _scene.Database.WorkspaceAsync()).Value}}', id, document FROM written
        """);

    [GeneratedRegex("(?:src|href)=\"(\\.?/?[^\"#]*\\.(?:js|css|svg))\"")]
    private static partial Regex Files();
}
