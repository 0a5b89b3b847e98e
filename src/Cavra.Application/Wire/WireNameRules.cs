using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using FluentValidation;

namespace Cavra.Application.Wire;

/// <summary>Validation rule for filters that name a member of an enumeration.</summary>
internal static class WireNameRules
{
    /// <summary>One of the wire names of <typeparamref name="TEnum"/>, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> IsWireNameOf<T, TEnum>(this IRuleBuilder<T, string?> rule, TEnum _)
        where TEnum : struct, Enum =>
        rule.Must(text => text is null || WireName.TryParse<TEnum>(text, out var _))
            .WithMessage("One of " + string.Join(", ", WireName.All<TEnum>()) + ".");
}

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

/// <summary>Validation rules for the members that requests share.</summary>
internal static class FreeTextRules
{
    /// <summary>Free text: at most 2,000 characters unless stated.</summary>
    public static IRuleBuilderOptions<T, FreeText?> IsText<T>(this IRuleBuilder<T, FreeText?> rule, int max = FreeText.MaxLength) =>
        rule.Must(text => text is null || text.Length <= max).WithMessage($"At most {max} characters.");

    /// <summary>A reference: at most 200 characters.</summary>
    public static IRuleBuilderOptions<T, FreeText?> IsReference<T>(this IRuleBuilder<T, FreeText?> rule) =>
        rule.IsText(FreeText.ReferenceMaxLength);

    /// <summary>A text that is looked up, not kept: so long at least and at most.</summary>
    public static IRuleBuilderOptions<T, string> HasCharacters<T>(this IRuleBuilder<T, string> rule, int least, int most) =>
        rule.Must(text => TextLength.Of(text) is var length && length >= least && length <= most)
            .WithMessage(least > 0 ? $"{least} to {most} characters." : $"At most {most} characters.");

    /// <summary>A name that Cavra finds things by.</summary>
    public static IRuleBuilderOptions<T, Name?> IsName<T>(this IRuleBuilder<T, Name?> rule) =>
        rule.Must(name => name is null || Name.IsWellFormed(name.Value))
            .WithMessage($"1 to {Name.MaxLength} of the characters A-Z a-z 0-9 . _ : @ / -");

    /// <summary>A list of names that is no longer than stated.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<Name>> AreNames<T>(
        this IRuleBuilder<T, IReadOnlyList<Name>> rule, int most) =>
        rule.Must(names => names.Count <= most).WithMessage($"At most {most}.");

    /// <summary>One of the words stated, or none.</summary>
    public static IRuleBuilderOptions<T, string?> IsOneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> words) =>
        rule.Must(word => word is null || words.Contains(word)).WithMessage($"One of {string.Join(", ", words)}.");
}
