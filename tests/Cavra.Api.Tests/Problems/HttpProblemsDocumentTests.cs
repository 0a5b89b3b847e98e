using System.Globalization;
using System.Reflection;
using System.Text;
using Cavra.Api.Problems;
using Cavra.Application;
using Cavra.Domain.Abstractions;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Problems;

public sealed class HttpProblemsDocumentTests
{
    [Test]
    public void The_document_lists_every_problem_there_is() => Snapshot.IsCurrent("docs/http-problems.md", Write());

    [Test]
    public void A_code_always_comes_with_the_same_status() => Assert.That(
        All().Select(problem => (problem.Code, problem.Status)).Distinct().GroupBy(problem => problem.Code)
            .Where(same => same.Count() > 1).Select(same => same.Key),
        Is.Empty);

    [Test]
    public async Task Whoever_is_told_to_come_back_is_told_when()
    {
        foreach (var refusal in HttpRefusals.All.Where(refusal => refusal.Status is 503))
        {
            var http = new DefaultHttpContext();
            await refusal.WriteAsync(http);
            Assert.That(int.Parse(http.Response.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture), Is.Positive, refusal.Code);
        }
    }

    [Test]
    public void Every_code_is_spelled_alike() => Assert.That(
        All().Select(problem => problem.Code), Is.Not.Empty.And.All.Match(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"));

    [Test]
    public void Every_refusal_is_used_by_something_that_refuses()
    {
        var sources = Snapshot.Sources();

        Assert.That(
            Fields().Where(field => !sources.Any(source => IsUsed(source.Key, source.Value, field))).Select(field => $"{field.DeclaringType!.Name}.{field.Name}"),
            Is.Empty);
    }

    private static bool IsUsed(string path, string text, FieldInfo field) =>
        System.Text.RegularExpressions.Regex.IsMatch(
            text,
            Path.GetFileNameWithoutExtension(path) == field.DeclaringType!.Name
                ? $@"(?<!RefusalKind\.|static readonly Refusal )\b{field.Name}\b"
                : $@"\b{field.DeclaringType.Name}\.{field.Name}\b");

    private static string Write()
    {
        var text = new StringBuilder(
            """
            # Problems

            Every failure is an RFC 9457 problem document (`application/problem+json`): `type` is `urn:cavra:problem:` and the code,
            `title` the status in words, `detail` the sentence below, `trace_id` what leads to the log, and `errors`, where there are
            any, the rules broken by JSON pointer of the member. None of it repeats a value that was sent. Switch on `code`: it is
            never reworded.

            The server itself answers without a document what it does not read: a request that is not HTTP with a bare 400, a URL over
            8 KiB with a bare 414, more than 100 headers or headers over 64 KiB together with a bare 431.

            This page is written by a test from the code: `CAVRA_UPDATE_SNAPSHOTS=1 ./build.sh test --fast`.

            | status | code | meaning |
            |---|---|---|

            """);
        foreach (var (status, code, meaning) in All().Distinct().OrderBy(problem => problem.Status).ThenBy(problem => problem.Code, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {status} | `{code}` | {meaning} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(int Status, string Code, string Meaning)> All() =>
        HttpRefusals.All.Select(refusal => (refusal.Status, refusal.Code, refusal.Detail))
            .Concat(Refusals().Select(refusal => (Problem.StatusOf(refusal.Kind), refusal.Code, refusal.Message)));

    private static IEnumerable<Refusal> Refusals() => Fields().Select(field => (Refusal)field.GetValue(null)!);

    private static IEnumerable<FieldInfo> Fields() =>
        from assembly in new[] { typeof(Refusal).Assembly, typeof(ApplicationServices).Assembly }
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Refusal)
        select field;
}
