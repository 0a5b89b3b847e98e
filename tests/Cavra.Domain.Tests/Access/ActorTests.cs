using System.Text.Json;
using Cavra.Domain.Access;

namespace Cavra.Domain.Tests.Access;

public sealed class ActorTests
{
    private static readonly Actor Laptop = new("dana-laptop", "key-1", "cavra:keys", [Roles.Admin]) { Owner = "Dana" };

    private static readonly Actor Token = new("dana@example.com", "subject-1", "https://id.example.com", [Roles.Auditor]);

    [Test]
    public void Two_credentials_of_one_owner_are_one_person() =>
        Assert.That((Laptop with { Display = "dana-phone", Subject = "key-2", Roles = [] }).Person, Is.EqualTo(Laptop.Person));

    [TestCase("Lee")]
    [TestCase("dana")]
    [TestCase("Dana ")]
    [TestCase(null)]
    public void Another_owner_or_none_is_another_person(string? owner) =>
        Assert.That((Laptop with { Owner = owner }).Person, Is.Not.EqualTo(Laptop.Person));

    [Test]
    public void Who_has_a_token_that_names_the_owner_is_who_has_the_key_of_the_same_owner() =>
        Assert.That((Token with { Owner = Laptop.Owner }).Person, Is.EqualTo(Laptop.Person));

    [Test]
    public void A_credential_is_told_from_one_of_the_same_subject_at_another_issuer() =>
        Assert.That((Token with { Issuer = "https://other.example.com" }).Credential, Is.Not.EqualTo(Token.Credential));

    [Test]
    public void Who_signs_in_by_a_link_is_who_has_the_key_of_the_same_owner() =>
        Assert.That((Laptop with { Issuer = Actor.Links, Subject = "link-1" }).Person, Is.EqualTo(Laptop.Person));

    [Test]
    public void Without_an_owner_the_subject_stands_for_the_person()
    {
        Assert.That((Token with { Display = "dana", Roles = [] }).Person, Is.EqualTo(Token.Person));
        Assert.That((Token with { Subject = "subject-2" }).Person, Is.Not.EqualTo(Token.Person));
        Assert.That((Token with { Issuer = "https://other.example.com" }).Person, Is.Not.EqualTo(Token.Person));
    }

    [Test]
    public void A_slash_at_the_end_of_an_issuers_name_makes_nobody_another_person() =>
        Assert.That((Token with { Issuer = $"{Token.Issuer}/" }).Person, Is.EqualTo(Token.Person));

    [Test]
    public void An_owner_who_is_called_like_a_subject_is_not_that_subject() =>
        Assert.That((Token with { Subject = "other", Owner = Token.Subject }).Person, Is.Not.EqualTo(Token.Person));

    [Test]
    public void What_is_stored_keeps_the_owner_and_leaves_the_person_out()
    {
        var stored = JsonSerializer.Serialize(Laptop, JsonSerializerOptions.Web);

        Assert.That(stored, Does.Contain("owner").And.Not.Contain("person"));
        Assert.That(JsonSerializer.Deserialize<Actor>(stored, JsonSerializerOptions.Web)?.Person, Is.EqualTo(Laptop.Person));
    }

    [Test]
    public void What_was_stored_before_there_were_owners_has_none()
    {
        const string Old = """{"display":"dana","subject":"key-1","issuer":"cavra:keys","roles":["admin"]}""";

        Assert.That(JsonSerializer.Deserialize<Actor>(Old, JsonSerializerOptions.Web), Has.Property(nameof(Actor.Owner)).Null);
    }
}
