using Cavra.Domain.Access;
using FluentValidation;

namespace Cavra.Application.Access;

/// <summary>What every command that grants roles asks of them.</summary>
internal static class RoleRules
{
    public static void IsGrantableRole<TCommand>(this IRuleBuilder<TCommand, string> role) => role
        .Must(name => Roles.Grantable.Contains(name)).WithMessage("One of " + string.Join(", ", Roles.Grantable) + ".");
}
