using System.Buffers.Binary;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Policies;

/// <summary>Lists the versions of the workspace's policy, newest first, each with what it changed.</summary>
public sealed record ListPolicyVersions(PageRequest Page) : IQuery<Page<PolicyView>>
{
    public static Permission Permission => Permissions.PolicyRead;
}

internal sealed class ListPolicyVersionsHandler(ICavraDbContext db, Call call) : IRequestHandler<ListPolicyVersions, Result<Page<PolicyView>>>
{
    public async Task<Result<Page<PolicyView>>> Handle(ListPolicyVersions query, CancellationToken cancellationToken)
    {
        var page = query.Page;
        var newest = (await db.PolicyInForceAsync(call, cancellationToken)).Version;
        if (!TryRead(page.Cursor, out var last))
        {
            return CommonRefusals.InvalidMember("/cursor", "Not a cursor of this list.");
        }

        // Versions are numbered without a gap, so that their numbers say which are on the page and how many there are.
        var to = last is null ? newest - page.Offset : Math.Min(last.Value - 1, newest);
        var from = Math.Max(1, to - page.Limit + 1);
        var versions = to < 1 ? [] : await db.PolicyVersionsAsync(call, from - 1, to, cancellationToken);
        var items = versions.Where(version => version.Version >= from)
            .Select(version => PolicyView.Of(version, versions.SingleOrDefault(before => before.Version == version.Version - 1)));
        return new Page<PolicyView>(
            WireNames.PolicyVersionListSchema, [.. items], Math.Min(newest, Page<PolicyView>.CountedAtMost),
            newest > Page<PolicyView>.CountedAtMost, page.Limit, page.Offset, to >= 1 && from > 1 ? Write(from) : null);
    }

    private static string Write(int last) => Paging.Write(new Guid(last, 0, 0, new byte[8]), WireNames.PolicyVersionListSchema);

    private static bool TryRead(string? cursor, out int? last)
    {
        var isOne = Paging.TryRead(cursor, WireNames.PolicyVersionListSchema, out var key);
        last = key is { } given ? BinaryPrimitives.ReadInt32BigEndian(given.ToByteArray(bigEndian: true)) : null;
        return isOne && last is null or >= 1;
    }
}
