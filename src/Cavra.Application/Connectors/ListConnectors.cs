using System.Buffers.Text;
using System.Text;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Connectors;

/// <summary>Lists the connectors of the file, in its order, and says what is wrong with the file.</summary>
public sealed record ListConnectors(PageRequest Page) : IQuery<ConnectorListView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>A list as every other, with what is wrong with the newest version of the connector file.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Items">The connectors of this page, by name.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="TotalIsLowerBound">Always false: all of them are counted.</param>
/// <param name="Limit">How many a page has at most, 1 to 200.</param>
/// <param name="Offset">How many come before the page, 0 to 10,000.</param>
/// <param name="NextCursor">Gives the page after this one as cursor; null on the last.</param>
/// <param name="Problems">What is wrong with the newest version of the connector file; empty where nothing is.</param>
public sealed record ConnectorListView(
    string SchemaVersion, string Product, IReadOnlyList<ConnectorStatusView> Items, int Total, bool TotalIsLowerBound, int Limit,
    int Offset, string? NextCursor, IReadOnlyList<string> Problems);

internal sealed class ListConnectorsHandler(ICavraDbContext db, IConnectorCatalog catalog, TimeProvider clock)
    : IRequestHandler<ListConnectors, Result<ConnectorListView>>
{
    public async Task<Result<ConnectorListView>> Handle(ListConnectors query, CancellationToken cancellationToken)
    {
        var (views, page, now) = (catalog.Views, query.Page, clock.GetUtcNow());
        if (Start(views, page) is not { } start)
        {
            return CommonRefusals.InvalidMember("/cursor", "Not a cursor of this list.");
        }

        var shown = views.Skip(start).Take(page.Limit).ToList();
        var names = shown.Select(connector => connector.Name).ToList();
        var states = await db.ConnectorStates.AsNoTracking().Where(state => names.Contains(state.Name))
            .ToDictionaryAsync(state => state.Name, cancellationToken);

        return new ConnectorListView(
            WireNames.ConnectorListSchema, WireNames.Product,
            [.. shown.Select(connector => ConnectorStatusView.Of(connector, states.GetValueOrDefault(connector.Name), now))],
            views.Count, TotalIsLowerBound: false, page.Limit, page.Offset,
            start + shown.Count < views.Count && shown.Count > 0 ? Write(shown[^1].Name) : null, catalog.Problems);
    }

    // The file is in memory and may be another one by the next page: a page goes on behind the connector the last one ended with.
    private static int? Start(IReadOnlyList<ConnectorView> views, PageRequest page) => page.Cursor is null
        ? page.Offset
        : views.Index().Where(item => Write(item.Item.Name) == page.Cursor).Select(item => (int?)item.Index + 1).FirstOrDefault();

    private static string Write(string name) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));
}
