using System.Net;
using System.Text;
using Cavra.Testing.OpenApi;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>What every client of the tests refuses to take: an answer that the document does not describe.</summary>
public sealed class AnswerComparisonTests
{
    private const string Document =
        """
        {
          "paths": {
            "/things/{thing_id}": {
              "get": {
                "operationId": "GetThing",
                "responses": {
                  "200": {
                    "headers": { "ETag": { "required": true }, "Retry-After": {} },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }
                  }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Thing": {
                "type": "object",
                "required": ["id", "part"],
                "properties": {
                  "id": { "type": "string", "pattern": "^thing-[0-9]$" },
                  "state": { "type": ["null", "string"], "enum": ["open", "closed", null] },
                  "word": { "type": "string", "enum": ["yes", "no"] },
                  "at": { "type": "string", "format": "date-time" },
                  "count": { "type": "integer" },
                  "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
                  "list": { "type": "array", "items": { "type": "boolean" } },
                  "part": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Part" }] }
                },
                "additionalProperties": false
              },
              "Part": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } }
            }
          }
        }
        """;

    private static readonly DescribedApi Api = new(Document);

    [TestCase("""{"id":"thing-1","part":null}""")]
    [TestCase("""{"id":"thing-1","part":{"name":"x"},"state":null,"word":"yes","at":"2026-11-02T09:00:00Z"}""")]
    [TestCase("""{"id":"thing-1","part":null,"state":"open","count":3,"counts":{"a":1},"list":[true]}""")]
    public async Task An_answer_as_described_passes(string body) => Assert.That(await FindAsync(body), Is.Empty);

    [TestCase("""{"id":{"value":"1"},"part":null}""", "/id is object and not string")]
    [TestCase("""{"id":null,"part":null}""", "/id is null and not string")]
    [TestCase("""{"id":"other-1","part":null}""", "/id is not spelled like ^thing-[0-9]$")]
    [TestCase("""{"id":"thing-1"}""", "/part is required and not there")]
    [TestCase("""{"id":"thing-1","part":{}}""", "/part/name is required and not there")]
    [TestCase("""{"id":"thing-1","part":3}""", "/part is number and not object")]
    [TestCase("""{"id":"thing-1","part":null,"new":1}""", "/new is not described")]
    [TestCase("""{"id":"thing-1","part":null,"state":"ajar"}""", """/state is "ajar" and none of ["open", "closed", null]""")]
    [TestCase("""{"id":"thing-1","part":null,"word":null}""", "/word is null and not string")]
    [TestCase("""{"id":"thing-1","part":null,"at":"noon"}""", "/at is no date-time")]
    [TestCase("""{"id":"thing-1","part":null,"count":1.5}""", "/count is number and not integer")]
    [TestCase("""{"id":"thing-1","part":null,"counts":{"a":"1"}}""", "/counts/a is string and not integer")]
    [TestCase("""{"id":"thing-1","part":null,"list":[true,null]}""", "/list/1 is null and not boolean")]
    public async Task A_body_that_is_not_as_described_is_found_with_its_member(string body, string reason) =>
        Assert.That(await FindAsync(body), Is.EqualTo(new[] { $"GetThing 200: {reason}" }));

    [Test]
    public async Task A_status_that_is_not_described_is_found() =>
        Assert.That(await FindAsync("{}", HttpStatusCode.Conflict), Is.EqualTo(new[] { "GetThing 409: the status is not described" }));

    [Test]
    public async Task A_media_type_that_is_not_described_is_found() =>
        Assert.That(
            await FindAsync("{}", mediaType: "text/plain"), Is.EqualTo(new[] { "GetThing 200: the media type text/plain is not described" }));

    [Test]
    public async Task A_header_that_is_not_described_is_found_and_so_is_one_that_is_missing() =>
        Assert.That(await FindAsync("""{"id":"thing-1","part":null}""", header: "Location"), Is.EquivalentTo(new[]
        {
            "GetThing 200: the header ETag is required and not there", "GetThing 200: the header Location is not described",
        }));

    [TestCase("/others", HttpStatusCode.OK, 1)]
    [TestCase("/others", HttpStatusCode.NotFound, 0)]
    [TestCase("/metrics", HttpStatusCode.OK, 0)]
    public async Task What_is_answered_at_a_path_that_is_not_described_is_found(string path, HttpStatusCode status, int found) =>
        Assert.That(await FindAsync("{}", status, path: path), Has.Count.EqualTo(found));

    private static async Task<IReadOnlyList<string>> FindAsync(
        string body, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json", string header = "ETag",
        string path = "/things/thing-1")
    {
        using var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        answer.Headers.TryAddWithoutValidation(header, "\"1\"");
        return await AnswerComparison.FindAsync(Api, HttpMethod.Get, path, answer);
    }
}
