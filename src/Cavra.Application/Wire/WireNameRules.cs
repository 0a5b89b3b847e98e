using Cavra.Domain.Abstractions;
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
