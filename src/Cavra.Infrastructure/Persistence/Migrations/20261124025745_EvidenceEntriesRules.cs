using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cavra.Infrastructure.Persistence.Migrations;

/// <summary>What the model can't say of the evidence: that it is insert-only, how it is counted, and the indexes it is searched by.</summary>
[DbContext(typeof(CavraDbContext))]
[Migration(Id)]
internal sealed class EvidenceEntriesRules : Migration
{
    /// <summary>What it was called when it had no place of its own among the others.</summary>
    public const string FormerId = "99990101000000_EvidenceEntriesRules";

    /// <summary>What it is called.</summary>
    public const string Id = "20261124025745_EvidenceEntriesRules";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(EmbeddedSql.Read("EvidenceEntries.sql"));
}
