using System.Collections.Frozen;
using Cavra.Application.Evidence;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class FreeTextVisitorTests
{
    private const string Secret = "password=hunter2";
    private const string Safe = "password=[redacted:password]";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Test]
    public void Every_free_text_is_redacted_in_place_and_listed_by_its_place_on_the_wire()
    {
        var request = new Bulk(
            FreeText.Raw(Secret),
            [new Route(new Name("go_backend"), FreeText.Raw("fine"), null), new Route(new Name("b"), null, FreeText.Raw(Secret))],
            new Dictionary<Name, Route>
            {
                [new Name("platform/oncall")] = new(new Name("c"), FreeText.Raw(Secret + "\n10.0.0.1"), null),
            });

        var outcome = FreeTextVisitor.Redact(request, Redactor);

        Assert.That(
            outcome.Manifest,
            Is.EqualTo(new[]
            {
                new RedactionMark("/notes", "password", 1),
                new RedactionMark("/routes/1/external_ref", "password", 1),
                new RedactionMark("/owner_routes/platform~1oncall/notes", "password", 1),
                new RedactionMark("/owner_routes/platform~1oncall/notes", "private_address", 1),
            }));
        Assert.That(outcome.UnsafeNames, Is.Empty);
        Assert.That(request.Notes.Value, Is.EqualTo(Safe));
        Assert.That(request.Routes[0].Notes!.Value, Is.EqualTo("fine"));
        Assert.That(request.Routes[1].ExternalRef!.Value, Is.EqualTo(Safe));
    }

    [Test]
    public void A_name_that_is_not_public_safe_is_found_wherever_it_stands_and_not_repeated()
    {
        var request = new Bulk(
            FreeText.Raw(""),
            [new Route(new Name("db01.acme.internal"), null, null)],
            new Dictionary<Name, Route> { [new Name("10.0.0.1")] = new(new Name("b"), FreeText.Raw(Secret), null) });

        var outcome = FreeTextVisitor.Redact(request, Redactor);

        Assert.That(
            outcome.UnsafeNames, Is.EqualTo(new[] { "/routes/0/schedule_id", "/owner_routes/[redacted:private_address]" }));
        Assert.That(
            outcome.Manifest,
            Is.EqualTo(new[] { new RedactionMark("/owner_routes/[redacted:private_address]/notes", "password", 1) }));
    }

    [Test]
    public void Text_is_found_in_structs_in_sets_and_in_collections_of_collections()
    {
        var request = new Deep(
            [[FreeText.Raw(Secret)], []], new Pair(FreeText.Raw(Secret), 1), null, DateTimeOffset.UnixEpoch, DeliveryOutcome.Failed,
            new Dictionary<string, FreeText> { ["a"] = FreeText.Raw(Secret) }.ToFrozenDictionary(), "never walked");

        var outcome = FreeTextVisitor.Redact(request, Redactor);

        Assert.That(outcome.Manifest.Select(mark => mark.Member), Is.EqualTo(new[] { "/lists/0/0", "/pair/text", "/by_name/a" }));
    }

    [Test]
    public void Text_is_found_in_entries_that_come_one_by_one()
    {
        var request = new Entries([new KeyValuePair<Name, FreeText>(new Name("localhost"), FreeText.Raw(Secret))]);

        var outcome = FreeTextVisitor.Redact(request, Redactor);

        Assert.That(outcome.Manifest, Is.EqualTo(new[] { new RedactionMark("/items/0/value", "password", 1) }));
        Assert.That(outcome.UnsafeNames, Is.EqualTo(new[] { "/items/0/key" }));
    }

    [Test]
    public void A_second_walk_finds_nothing_left_to_remove()
    {
        var request = new Route(new Name("a"), FreeText.Raw(Secret), null);

        Assert.That(FreeTextVisitor.Redact(request, Redactor).Manifest, Has.Count.EqualTo(1));
        Assert.That(FreeTextVisitor.Redact(request, Redactor).Manifest, Is.Empty);
    }

    public sealed record Bulk(FreeText Notes, IReadOnlyList<Route> Routes, IReadOnlyDictionary<Name, Route> OwnerRoutes);

    public sealed record Route(Name ScheduleId, FreeText? Notes, FreeText? ExternalRef);

    public sealed record Deep(
        IReadOnlyList<IReadOnlyList<FreeText>> Lists, Pair? Pair, Pair? None, DateTimeOffset At, DeliveryOutcome Outcome,
        IReadOnlyDictionary<string, FreeText> ByName, string Plain);

    public sealed record Entries(IReadOnlyList<KeyValuePair<Name, FreeText>> Items);

    public readonly record struct Pair(FreeText Text, int Count);
}
