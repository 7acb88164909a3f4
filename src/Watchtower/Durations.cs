using System.Globalization;

namespace Watchtower;

/// <summary>Durations as the Go programs write them: <c>10s</c>, <c>1m30s</c>, <c>1.5h</c>, <c>500ms</c>; a bare number is seconds.</summary>
public static class Durations
{
    private static readonly (string Unit, double Seconds)[] _units = [("ms", 0.001), ("h", 3600), ("m", 60), ("s", 1)];

    /// <summary>Null for anything else, and for more than a day: no container may hold up all others for longer.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var total = 0.0;
        var rest = text;
        while (rest.Length > 0)
        {
            var digits = new string([.. rest.TakeWhile(c => char.IsDigit(c) || c == '.')]);
            if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest.Substring(digits.Length);
            if (rest.Length == 0 && digits.Length < text.Length)
                return null; // 1m30 could be anything
            var (unit, seconds) = rest.Length == 0 ? ("", 1) : _units.FirstOrDefault(known => rest.StartsWith(known.Unit, StringComparison.Ordinal));
            if (unit is null)
                return null;
            rest = rest.Substring(unit.Length);
            total += number * seconds;
        }

        return text.Length > 0 && total <= TimeSpan.FromDays(1).TotalSeconds ? TimeSpan.FromSeconds(total) : null;
    }
}
