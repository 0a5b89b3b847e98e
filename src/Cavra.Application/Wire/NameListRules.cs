using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using FluentValidation;

namespace Cavra.Application.Wire;

/// <summary>Validation rule for members that name one thing or several with commas.</summary>
internal static class NameListRules
{
    /// <summary>A name, or a comma list of names.</summary>
    public static IRuleBuilderOptions<T, Name?> IsNameList<T>(this IRuleBuilder<T, Name?> rule) =>
        rule.Must(names => names is null || IsNameList(names.Value))
            .WithMessage($"all, or names with commas: at most {ConnectorChoice.MaxLength} of the characters A-Z a-z 0-9 . _ : @ / - ,");

    private static bool IsNameList(string text) =>
        text.Length <= ConnectorChoice.MaxLength && text.Split(',', StringSplitOptions.TrimEntries).All(Name.IsWellFormed);
}
