using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Cavra.Api.WebConsole;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cavra.Api.Tests.WebConsole;

/// <summary>The console's page and files, as they are served. What the console does is tested in a browser.</summary>
public sealed partial class ConsolePagesTests
{
    private const string Script = "export const answer = 42;";

    private string _directory;
    private CavraApp _app;
    private CavraApp _without;

    [OneTimeSetUp]
    public async Task Start()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-console-").FullName;
        Directory.CreateDirectory(Path.Combine(_directory, "assets"));
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "index.html"),
            "<!doctype html><head><base href=\"/\" /><meta name=\"nonce\" content=\"\" /></head>");
        await File.WriteAllTextAsync(Path.Combine(_directory, "assets", "index-abc.js"), Script);
        await using (var compressed = new BrotliStream(File.Create(Path.Combine(_directory, "assets", "index-abc.js.br")), CompressionLevel.Fastest))
        {
            await compressed.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Script));
        }

        await File.WriteAllTextAsync(Path.Combine(_directory, "favicon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(_directory)!, Path.GetFileName(_directory) + "-beside.txt"), "not the console's");
        _app = await WithConsoleIn(_directory);
        _without = await WithConsoleIn(Path.Combine(_directory, "nothing"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _without.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        File.Delete(_directory + "-beside.txt");
    }

    [TestCase("/")]
    [TestCase("/index.html")]
    [TestCase("/signin")]
    [TestCase("/console/loops/gordackdest-1")]
    public async Task Every_address_of_the_console_shows_its_page_to_anybody_and_keeps_it_in_no_cache(string path)
    {
        using var response = await _app.Client(key: null).GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/html; charset=utf-8"));
            Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(page, Does.StartWith("<!doctype html>").And.Contain("<base href=\"/\""));
        });
    }

    [Test]
    public async Task What_the_page_may_load_is_its_own_and_every_answer_has_its_own_nonce()
    {
        var (first, second) = (await PageAsync(), await PageAsync());

        Assert.Multiple(() =>
        {
            Assert.That(first.Policy, Does.Contain("script-src 'self';").And.Contain($"style-src 'self' 'nonce-{first.Nonce}'"));
            Assert.That(first.Policy, Does.StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
            Assert.That(first.Nonce, Has.Length.GreaterThanOrEqualTo(22).And.Not.EqualTo(second.Nonce));
        });
    }

    [Test]
    public async Task The_documents_of_the_API_come_before_the_pages()
    {
        using var config = await _app.Client(key: null).GetAsync("/console/config");

        Assert.That(config.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
    }

    [Test]
    public async Task A_file_is_kept_for_ever_and_sent_compressed_to_who_takes_it()
    {
        using var plain = await FileAsync("/assets/index-abc.js");
        using var compressed = await FileAsync("/assets/index-abc.js", "gzip, br");
        using var refused = await FileAsync("/assets/index-abc.js", "br;q=0");
        await using var unpacked = new BrotliStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);

        Assert.Multiple(async () =>
        {
            Assert.That(await plain.Content.ReadAsStringAsync(), Is.EqualTo(Script));
            Assert.That(plain.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/javascript"));
            Assert.That(plain.Headers.CacheControl?.ToString(), Does.Contain("max-age=31536000").And.Contain("immutable"));
            Assert.That(compressed.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "br" }));
            Assert.That(await new StreamReader(unpacked).ReadToEndAsync(), Is.EqualTo(Script));
            Assert.That(compressed.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/javascript"));
            Assert.That(compressed.Headers.Vary, Does.Contain("Accept-Encoding"));
            Assert.That(refused.Content.Headers.ContentEncoding, Is.Empty);
        });
    }

    [TestCase("/assets/none.js")]
    [TestCase("/assets/index-abc.js.br")]
    [TestCase("/assets/../index.html.br")]
    [TestCase("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [TestCase("/assets/..%2findex.html")]
    [TestCase("/assets/")]
    [TestCase("/favicon.ico")]
    public async Task Nothing_else_beside_the_program_is_served(string path)
    {
        using var response = await _app.Admin.GetAsync(path);

        Assert.That((int)response.StatusCode, Is.EqualTo(404));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Where_it_was_not_built_the_page_says_so_and_what_to_do()
    {
        using var response = await _without.Client(key: null).GetAsync("/");
        var page = await response.Content.ReadAsStringAsync();
        using var file = await _without.Admin.GetAsync("/assets/index-abc.js");

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(page, Does.Contain("its console was not built").And.Contain("Install Node and npm").And.Contain("./build.sh run"));
        Assert.That((int)file.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Only_reading_is_answered()
    {
        using var response = await _app.Admin.PostAsync("/", new StringContent(""));

        Assert.That((int)response.StatusCode, Is.EqualTo(405));
    }

    [GeneratedRegex("name=\"nonce\" content=\"([^\"]+)\"")]
    private static partial Regex NonceOfPage { get; }

    private async Task<(string Policy, string Nonce)> PageAsync()
    {
        using var response = await _app.Client(key: null).GetAsync("/");
        var page = await response.Content.ReadAsStringAsync();
        return (string.Join(',', response.Headers.GetValues("Content-Security-Policy")), NonceOfPage.Match(page).Groups[1].Value);
    }

    private async Task<HttpResponseMessage> FileAsync(string path, string? encodings = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var encoding in (encodings ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(encoding));
        }

        return await _app.Client(key: null).SendAsync(request);
    }

    private static Task<CavraApp> WithConsoleIn(string directory) => CavraApp.StartAsync(configure: builder =>
        builder.Services.Replace(ServiceDescriptor.Singleton(new ConsoleFiles(directory))));
}
