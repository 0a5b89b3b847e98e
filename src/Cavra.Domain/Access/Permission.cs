namespace Cavra.Domain.Access;

/// <summary>One thing a caller may be allowed to do. Commands and queries name theirs; roles are sets of them.</summary>
/// <param name="Name">Stable dotted name, e.g. <c>retry.acknowledge</c>.</param>
/// <param name="Meaning">What it allows, for a person.</param>
public sealed record Permission(string Name, string Meaning)
{
    public override string ToString() => Name;
}
