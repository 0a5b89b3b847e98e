using System.Text;

namespace Cavra.Application.Pipeline;

/// <summary>A request's name in words: <c>AcknowledgeRetryPlan</c> is <c>acknowledge retry plan</c>.</summary>
public static class CommandName
{
    public static string Of(Type request)
    {
        var words = new StringBuilder();
        foreach (var c in request.Name)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
