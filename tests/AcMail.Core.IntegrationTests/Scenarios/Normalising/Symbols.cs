using System.Globalization;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Names for values that each server chooses freely, given in the order in which they first appear.</summary>
sealed class Symbols
{
    readonly Dictionary<(string Kind, string Value), string> _names = [];
    readonly Dictionary<string, string> _values = [];
    readonly SortedList<ulong, string> _modSeqs = [];
    int _lastModSeq;

    public string Name(string kind, string value)
    {
        if (_names.TryGetValue((kind, value), out var name)) return name;
        name = $"{kind}{_names.Keys.Count(k => k.Kind == kind) + 1}";
        _values[name] = value;
        return _names[(kind, value)] = name;
    }

    /// <summary>The name of a mod-sequence: numbers ascend with the values; one that appears late is named after the next lower.</summary>
    public string ModSeq(string text)
    {
        var value = ulong.Parse(text, CultureInfo.InvariantCulture);
        if (_modSeqs.TryGetValue(value, out var name)) return name;
        var lower = _modSeqs.Count(m => m.Key < value);
        if (lower == _modSeqs.Count) name = $"modseq{++_lastModSeq}";
        else name = lower == 0 ? "modseq0" : $"{_modSeqs.GetValueAtIndex(lower - 1)}-and-later";
        _modSeqs.Add(value, name);
        _values[name] = text;
        return name;
    }

    /// <summary>The value behind a name, for use in a command.</summary>
    public string Resolve(string name) =>
        _values.TryGetValue(name, out var value) ? value : throw new FormatException($"Nothing is named {name} yet.");
}
