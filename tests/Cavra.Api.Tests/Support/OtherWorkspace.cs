using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Support;

/// <summary>A second workspace on the same instance.</summary>
internal static class OtherWorkspace
{
    /// <summary>Opens one, as the machine's operator does, and answers a client of its first key.</summary>
    public static async Task<HttpClient> OpenWorkspaceAsync(this CavraApp app, string name, params string[] roles)
    {
        var home = WorkspaceId.From(await app.Database.ScalarAsync<Guid>("select id from workspaces where name = 'default'"));
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller =
            Caller.ForMachineOperator(home, "default", "root", new PolicyReference(1, "sha256:0"));
        var opened = await scope.ServiceProvider.GetRequiredService<IDispatcher>()
            .SendAsync(new OpenWorkspace(new Name(name), roles), CancellationToken.None);
        Assert.That(opened.Refusal, Is.Null);
        return app.Client(opened.Value.Key);
    }
}
