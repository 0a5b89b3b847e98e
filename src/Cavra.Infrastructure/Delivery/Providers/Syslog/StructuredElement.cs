using System.Text;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Syslog;

/// <summary>Writes structured data of RFC 5424.</summary>
internal static class StructuredElement
{
    /// <summary>An element of the parameters that have a value.</summary>
    public static string Of(string id, params (string Name, string? Value)[] parameters)
    {
        var text = new StringBuilder("[").Append(id);
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value is not null))
        {
            text.Append(' ').Append(name).Append("=\"").Append(Escaped(VendorText.OneLine(value!))).Append('"');
        }

        return text.Append(']').ToString();
    }

    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            text.Append(c is '"' or '\\' or ']' ? "\\" : "").Append(c);
        }

        return text.ToString();
    }
}
