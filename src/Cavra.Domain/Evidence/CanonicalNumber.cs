using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cavra.Domain.Evidence;

/// <summary>Numbers as ECMAScript writes them (<c>Number::toString</c>), which RFC 8785 prescribes.</summary>
internal static class CanonicalNumber
{
    /// <summary>The first power of ten that is written with an exponent.</summary>
    private const int PlainDigits = 21;

    /// <summary>How many zeros may follow the decimal point before an exponent is used.</summary>
    private const int LeadingZeros = 6;

    public static void Write(double number, IBufferWriter<byte> output) =>
        output.Write(Encoding.ASCII.GetBytes(Format(number)));

    public static string Format(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ArgumentException("JSON has no such number.", nameof(number));
        }

        if (number == 0)
        {
            return "0";
        }

        var (digits, point) = Shortest(Math.Abs(number));
        return (number < 0 ? "-" : "") + Place(digits, point);
    }

    /// <summary>The fewest digits that read back as the number, and where the decimal point stands among them.</summary>
    private static (string Digits, int Point) Shortest(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = text.Split('E')[0];
        var hasExponent = mantissa.Length < text.Length;
        var exponent = hasExponent ? int.Parse(text.AsSpan(mantissa.Length + 1), CultureInfo.InvariantCulture) : 0;
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : mantissa.Length;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');

        return (significant.TrimEnd('0'), point + exponent - (digits.Length - significant.Length));
    }

    private static string Place(string digits, int point) => point switch
    {
        > PlainDigits or <= -LeadingZeros => Exponential(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when point >= digits.Length => digits + new string('0', point - digits.Length),
        _ => digits[..point] + "." + digits[point..],
    };

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var sign = exponent < 0 ? '-' : '+';
        return $"{digits[0]}{fraction}e{sign}{Math.Abs(exponent)}";
    }
}
