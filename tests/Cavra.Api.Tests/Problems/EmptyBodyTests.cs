using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Problems;

public sealed class EmptyBodyTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Whatever_takes_members_refuses_an_empty_body_and_does_nothing()
    {
        var (before, faults) = (await _app.Database.EvidenceLinesAsync(), new List<string>());
        foreach (var (method, path) in await WithBodyAsync(isRequired: true))
        {
            foreach (var content in new[] { null, Json("") })
            {
                var answer = await SendAsync(method, path, content);
                if (answer.Status is not HttpStatusCode.BadRequest || answer.InvalidAt("").At("errors")[""]!.ToJsonString() is not
                    "[\"A body is needed; send {} to leave every member out.\"]")
                {
                    faults.Add($"{method} {path}: {(int)answer.Status} {answer.Body?.ToJsonString()}");
                }
            }
        }

        Assert.That(faults, Is.Empty);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Whatever_takes_no_members_takes_an_empty_body_as_it_takes_an_empty_document()
    {
        var optional = await WithBodyAsync(isRequired: false);

        Assert.That(optional.Select(operation => operation.Path), Is.EquivalentTo(new[] { "/access/keys/x/revoke", "/console/session", "/connectors/x/resume", "/evidence/adoptions/x/confirm", "/evidence/erasures/x/confirm", "/evidence/retention" }));
        foreach (var (method, path) in optional)
        {
            foreach (var content in new[] { null, Json(""), Json("{}") })
            {
                // The administrator of the test presents a key and has no session to end, and no evidence is due to go.
                var expected = path is "/console/session" or "/evidence/retention" ? HttpStatusCode.Conflict : HttpStatusCode.NotFound;
                Assert.That((await SendAsync(method, path, content)).Status, Is.EqualTo(expected), path);
            }
        }
    }

    [TestCase("""{"provider":"hook","provider":"x"}""")]
    [TestCase("""{"provider":"hook","\u0070rovider":"x"}""")]
    [TestCase("""{"provider":"hook",}""")]
    [TestCase("""{"provider":"hook"/*x*/}""")]
    [TestCase("""{"provider":"hook"}{}""")]
    [TestCase("""{"provider":"hook","notes":"a\ud83d b"}""")]
    [TestCase("""{"provider":"hook","notes":"\udc00\ud800"}""")]
    [TestCase("{'provider':'hook'}")]
    [TestCase("\ufeff{\"provider\":\"hook\"}")]
    [TestCase(" ")]
    public async Task What_is_no_document_of_its_own_is_refused(string body) =>
        (await SendAsync(HttpMethod.Post, $"{GivenDrills.Root}/nightly_drill/acknowledgements", Json(body))).Problem(400, "request.invalid");

    private async Task<IReadOnlyList<(HttpMethod Method, string Path)>> WithBodyAsync(bool isRequired)
    {
        var document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
        return
        [
            .. from path in document.At("paths").AsObject()
               from operation in path.Value!.AsObject()
               where operation.Value!["requestBody"] is { } body && (body["required"]?.GetValue<bool>() is true) == isRequired
               select (HttpMethod.Parse(operation.Key), System.Text.RegularExpressions.Regex.Replace(path.Key, @"\{[^}]*\}", "x")),
        ];
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _app.Admin.SendAsync(request);
        return new Answer(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()), response);
    }

    private static ByteArrayContent Json(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
