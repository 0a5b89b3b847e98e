using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>Identifies a session of the console; no part of what the browser presents.</summary>
public readonly record struct ConsoleSessionId(Guid Value) : IId<ConsoleSessionId>
{
    public static string Prefix => "session";

    public static ConsoleSessionId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
