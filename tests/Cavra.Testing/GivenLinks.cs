using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Testing;

/// <summary>Sign-in links, made as somebody on the machine of the instance makes them.</summary>
internal static class GivenLinks
{
    /// <summary>The secret part of a new link.</summary>
    public static async Task<string> ALinkAsync(this CavraApp app, params string[] roles)
    {
        await using var scope = await app.Services.GetRequiredService<MachineOperator>().ActAsync(CancellationToken.None);
        var made = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(
            new CreateSignInLink(new Name("visitor"), roles is [] ? Bootstrap.AdministratorRoles : roles, app.Workspace), CancellationToken.None);
        Assert.That(made.Refusal, Is.Null);
        return made.Value.OneTime!;
    }
}
