using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class PublicViewTests
{
    [Test]
    public void What_is_not_public_is_left_out_and_listed_in_the_documents_order()
    {
        var document = JsonNode.Parse(
            """{"plan_id":"p","token":"t","routes":[{"route_id":"r","fingerprint":"f"},{"route_id":"s","a/b~c":1}]}""");

        var view = PublicView.Of(document, out var dropped);

        Assert.That(view!.ToJsonString(), Is.EqualTo("""{"plan_id":"p","routes":[{"route_id":"r"},{"route_id":"s"}]}"""));
        Assert.That(dropped, Is.EqualTo(new[] { "/token", "/routes/0/fingerprint", "/routes/1/a~1b~0c" }));
    }

    [Test]
    public void Names_from_outside_are_kept_as_keys_and_the_fields_below_them_are_judged()
    {
        var document = JsonNode.Parse("""{"owner_routes":{"platform-oncall":{"providers":["siem"],"secret":"x"}}}""");

        var view = PublicView.Of(document, out var dropped);

        Assert.That(view!.ToJsonString(), Is.EqualTo("""{"owner_routes":{"platform-oncall":{"providers":["siem"]}}}"""));
        Assert.That(dropped, Is.EqualTo(new[] { "/owner_routes/platform-oncall/secret" }));
    }

    [Test]
    public void Notes_do_not_leave_with_an_audit_delivery()
    {
        var package = JsonNode.Parse("""{"routes":[{"route_id":"r","notes":"seen"}]}""");

        var stored = PublicView.Of(package, out var none);
        var sent = PublicView.Of(package, out var dropped, PublicView.AuditDeliveryEvent);

        Assert.That(stored!.ToJsonString(), Is.EqualTo(package!.ToJsonString()));
        Assert.That(none, Is.Empty);
        Assert.That(sent!.ToJsonString(), Is.EqualTo("""{"routes":[{"route_id":"r"}]}"""));
        Assert.That(dropped, Is.EqualTo(new[] { "/routes/0/notes" }));
    }

    [Test]
    public void The_document_itself_is_left_as_it_is()
    {
        var document = JsonNode.Parse("""{"token":"t","items":[null,1,"a"]}""");

        var view = PublicView.Of(document, out _);

        Assert.That(document!.ToJsonString(), Is.EqualTo("""{"token":"t","items":[null,1,"a"]}"""));
        Assert.That(view!.ToJsonString(), Is.EqualTo("""{"items":[null,1,"a"]}"""));
    }

    [Test]
    public void There_is_no_view_of_nothing()
    {
        Assert.That(PublicView.Of(null, out var dropped), Is.Null);
        Assert.That(dropped, Is.Empty);
    }
}
