using System.Globalization;
using NLog;
using Watchtower.Containers;
using Watchtower.Docker;

namespace Watchtower;

/// <summary>Pulls as a person sees them: a line that moves on a terminal, or each new status of a layer when debugging.</summary>
internal sealed class PullLog(Logger log, TextWriter? terminal) : IPullProgress
{
    private readonly Dictionary<string, PullMessage> _layers = [];

    public void Report(ImageReference image, PullMessage message)
    {
        lock (_layers)
        {
            var key = $"{image} {message.Layer}";
            var isNews = !_layers.TryGetValue(key, out var last) || last.Status != message.Status;
            _layers[key] = message;
            if (isNews && log.IsDebugEnabled)
                log.Debug(CultureInfo.InvariantCulture, "{0}: {1}{2}", image, message.Layer is null ? "" : message.Layer + " ", message.Status);
            if (message.Layer is null && IsEnd(message.Status))
                Forget(image);
            else if (message.Total > 0)
                Show(image);
        }
    }

    private static bool IsEnd(string status) => status.StartsWith("Status:", StringComparison.Ordinal);

    private void Show(ImageReference image)
    {
        if (terminal is null)
            return;
        var layers = _layers.Where(pair => pair.Key.StartsWith($"{image} ", StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        var percent = 100.0 * layers.Sum(layer => layer.Current ?? 0) / layers.Sum(layer => layer.Total ?? 0);
        terminal.Write(string.Format(CultureInfo.InvariantCulture, "\r{0}: {1:0} %   ", image, Math.Min(percent, 100)));
    }

    private void Forget(ImageReference image)
    {
        foreach (var key in _layers.Keys.Where(key => key.StartsWith($"{image} ", StringComparison.Ordinal)).ToList())
            _layers.Remove(key);
        terminal?.Write("\r\u001b[K");
    }
}
