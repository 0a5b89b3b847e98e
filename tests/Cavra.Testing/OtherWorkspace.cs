using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Testing;

/// <summary>A second workspace on the same instance.</summary>
internal static class OtherWorkspace
{
    /// <summary>Opens one, as the machine's operator does, and answers a client of its first key.</summary>
    public static async Task<HttpClient> OpenWorkspaceAsync(this CavraApp app, string name, params string[] roles) =>
        app.Client((await app.Services.OpenWorkspaceAsync(await app.Database.WorkspaceAsync(), name, roles)).Key);

    /// <summary>Opens one; the evidence of it is kept in the workspace <paramref name="home"/>.</summary>
    public static async Task<OpenedWorkspaceAnswer> OpenWorkspaceAsync(
        this IServiceProvider services, WorkspaceId home, string name, params IReadOnlyList<string> roles)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller =
            Caller.ForMachineOperator(home, "default", "root", new PolicyReference(1, "sha256:0"));
        var opened = await scope.ServiceProvider.GetRequiredService<IDispatcher>()
            .SendAsync(new OpenWorkspace(new Name(name), roles), CancellationToken.None);
        Assert.That(opened.Refusal, Is.Null);
        return opened.Value;
    }
}
