using System.Text;
using Cavra.Application.Messaging;
using Cavra.Application.Pipeline;
using Cavra.Domain.Access;

namespace Cavra.Architecture.Tests;

public sealed class PermissionTests
{
    [Test]
    public void Every_request_needs_a_permission_that_some_role_holds()
    {
        // Workspaces and sign-in links are made by whoever administers the database, on the machine itself; no key can do it from outside.
        var roles = Roles.Grantable.Append(Roles.Worker).Append(Roles.MachineOperator).SelectMany(Roles.PermissionsOf).ToHashSet();

        var unreachable = House.Requests.Where(request => !roles.Contains(Of(request))).Select(request => request.Name);

        Assert.That(unreachable, Is.Empty);
    }

    [Test]
    public void The_worker_decides_nothing()
    {
        Assert.That(
            Roles.PermissionsOf(Roles.Worker).Select(permission => permission.Name),
            Has.None.EqualTo(Permissions.RetryAcknowledge.Name).And.None.EqualTo(Permissions.KeysManage.Name));
        Assert.That(Roles.Grantable, Does.Not.Contain(Roles.Worker));
    }

    [Test]
    public void The_table_of_permissions_is_up_to_date() => GeneratedPage.Assert("permissions.md", Table());

    private static string Table()
    {
        var text = new StringBuilder("# Permissions\n\n");
        text.Append("Made from the code; a test fails when this page is out of date. Every command and query names the permission it needs, ");
        text.Append("and the pipeline asks for it, whether the request came by HTTP, from the command line or from the worker.\n\n");
        text.Append("| permission | allows | ").AppendJoin(" | ", Roles.Grantable).Append(" | worker | requests |\n");
        text.Append("|---|---|").Append(string.Concat(Enumerable.Repeat("---|", Roles.Grantable.Count + 2))).Append('\n');
        foreach (var permission in Permissions.All)
        {
            var requests = House.Requests.Where(request => Of(request) == permission).Select(CommandName.Of);
            text.Append($"| `{permission.Name}` | {permission.Meaning} | ");
            text.AppendJoin(" | ", Roles.Grantable.Append(Roles.Worker).Select(role => Roles.PermissionsOf(role).Contains(permission) ? "yes" : ""));
            text.Append(" | ").AppendJoin(", ", requests).Append(" |\n");
        }

        return text.ToString();
    }

    private static Permission Of(Type request) =>
        (Permission)request.GetProperty(nameof(IAuthorised.Permission))!.GetValue(null)!;
}
