namespace Cavra.Infrastructure.Configuration;

/// <summary>The configuration is wrong: every problem at once, by the names of settings and never with their values.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> problems)
    : Exception("The configuration is not valid:" + string.Concat(problems.Select(problem => $"\n  - {problem}")))
{
    /// <summary>One sentence a problem, beginning with the setting's name.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
