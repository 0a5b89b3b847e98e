using Npgsql;

namespace Cavra.Benchmarks.Acknowledge;

/// <summary>A row as Cavra wrote it, to be written again under other keys.</summary>
internal sealed class WrittenRow
{
    private readonly string _insert;
    private readonly List<(string Name, string Type, object Value)> _columns = [];

    private WrittenRow(string table, NpgsqlDataReader row)
    {
        for (var column = 0; column < row.FieldCount; column++)
        {
            _columns.Add((row.GetName(column), row.GetPostgresType(column).DisplayName, row.GetValue(column)));
        }

        var names = string.Join(", ", _columns.Select(column => column.Name));
        _insert = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", _columns.Select((_, index) => $"${index + 1}"))})";
    }

    /// <summary>The value of one column.</summary>
    public object this[string column] => _columns.Single(candidate => candidate.Name == column).Value;

    /// <summary>The only row of a table that answers a condition.</summary>
    public static async Task<WrittenRow> ReadAsync(NpgsqlDataSource database, string table, string condition = "true")
    {
        await using var command = database.CreateCommand($"SELECT * FROM {table} WHERE {condition}");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new WrittenRow(table, row);
    }

    /// <summary>The statement that writes it once more, with some columns' values changed.</summary>
    public NpgsqlBatchCommand Insert(params IReadOnlyList<(string Column, object Value)> changed)
    {
        var insert = new NpgsqlBatchCommand(_insert);
        foreach (var (name, type, value) in _columns)
        {
            var change = changed.FirstOrDefault(candidate => candidate.Column == name);
            insert.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = change.Value ?? value });
        }

        return insert;
    }
}
