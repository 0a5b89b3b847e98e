using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class FieldClassesTests
{
    [TestCase("schedule_id", ExpectedResult = FieldClass.Public)]
    [TestCase("notes", ExpectedResult = FieldClass.Public)]
    [TestCase("external_ref", ExpectedResult = FieldClass.Public)]
    [TestCase("fingerprint", ExpectedResult = FieldClass.Internal)]
    [TestCase("answer_excerpt", ExpectedResult = FieldClass.Internal)]
    [TestCase("token", ExpectedResult = FieldClass.Secret)]
    [TestCase("key", ExpectedResult = FieldClass.Secret)]
    public FieldClass A_declared_field_has_its_class(string field) => FieldClasses.Of(field);

    [TestCase("")]
    [TestCase("Schedule_Id")]
    [TestCase("a_field_nobody_declared")]
    public void A_field_that_nobody_declared_is_secret(string field) =>
        Assert.That(FieldClasses.Of(field), Is.EqualTo(FieldClass.Secret));

    [Test]
    public void Notes_are_public_in_the_package_and_stay_behind_when_it_is_sent()
    {
        Assert.That(FieldClasses.Of("audit_package", "notes"), Is.EqualTo(FieldClass.Public));
        Assert.That(FieldClasses.Of(PublicView.AuditDeliveryEvent, "notes"), Is.EqualTo(FieldClass.Internal));
    }

    [Test]
    public void An_owner_without_classes_of_its_own_changes_nothing() =>
        Assert.That(FieldClasses.Of("anything", "token"), Is.EqualTo(FieldClass.Secret));

    [Test]
    public void Every_name_declared_is_spelled_as_on_the_wire() =>
        Assert.That(FieldClasses.Names, Is.Not.Empty.And.All.Match("^[a-z][a-z0-9]*(_[a-z0-9]+)*$"));
}
