using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AcMail;

/// <summary>Reads a configuration section key by key. A value that does not fit is remembered, not thrown, so that all are told at once.</summary>
sealed class SectionReader(IConfigurationSection section, List<MailFailure> failures)
{
    readonly List<string> _known = [];

    /// <summary>Reads the section with <paramref name="read"/>, then objects to every key that was not asked for.</summary>
    public void Whole(Action<SectionReader> read)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add(SectionFailures.NotAnObject(section));
            return;
        }

        read(this);
        RejectUnknownKeys();
    }

    public void Section(string key, Action<SectionReader> read)
    {
        if (Find(key) is { } found) new SectionReader(found, failures).Whole(read);
    }

    public void Text(string key, Action<string> set)
    {
        if (Scalar(key) is { Value: { } value }) set(value);
    }

    public void Number(string key, Action<int> set) => Parsed(
        key, text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        set, SectionFailures.NotANumber);

    public void LargeNumber(string key, Action<long> set) => Parsed(
        key, text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        set, SectionFailures.NotANumber);

    public void Duration(string key, Action<TimeSpan> set) => Parsed(
        key, text => TimeSpan.TryParseExact(text, ["c", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out var value) ? value : null,
        set, SectionFailures.NotADuration);

    public void Flag(string key, Action<bool> set) =>
        Parsed(key, text => bool.TryParse(text, out var value) ? value : null, set, SectionFailures.NotAFlag);

    public void Choice<T>(string key, Action<T> set)
        where T : struct, Enum => Parsed(key, Named<T>, set, SectionFailures.NotOneOf<T>);

    public void List(string key, Action<string> add)
    {
        foreach (var item in Items(key, SectionFailures.NotAList))
        {
            if (item.Value is { } value && int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) add(value);
            else failures.Add(SectionFailures.NotAListItem(item));
        }
    }

    public void Map<TKey>(string key, Action<TKey, string> add)
        where TKey : struct, Enum
    {
        foreach (var item in Items(key, SectionFailures.NotAnObject))
        {
            if (Named<TKey>(item.Key) is not { } name) failures.Add(SectionFailures.UnknownKey(item, Enum.GetNames<TKey>()));
            else if (item.Value is not { } value) failures.Add(SectionFailures.NotAScalar(item));
            else add(name, value);
        }
    }

    /// <summary>A list of sections.</summary>
    public void Sections(string key, Action<SectionReader> read)
    {
        foreach (var item in Items(key, SectionFailures.NotAList)) new SectionReader(item, failures).Whole(read);
    }

    public void Children(string key, Action<IConfigurationSection> add)
    {
        foreach (var item in Items(key, SectionFailures.NotAnObject)) add(item);
    }

    public void RejectUnknownKeys() => failures.AddRange(
        from child in section.GetChildren()
        where !_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select SectionFailures.UnknownKey(child, _known));

    static T? Named<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : null;

    void Parsed<T>(string key, Func<string, T?> parse, Action<T> set, Func<IConfigurationSection, MailFailure> objection)
        where T : struct
    {
        if (Scalar(key) is not { Value: { } text } found) return;
        if (parse(text) is { } value) set(value);
        else failures.Add(objection(found));
    }

    IEnumerable<IConfigurationSection> Items(string key, Func<IConfigurationSection, MailFailure> objection)
    {
        if (Find(key) is not { } found) return [];
        if (!string.IsNullOrEmpty(found.Value)) failures.Add(objection(found));
        return found.GetChildren();
    }

    IConfigurationSection? Scalar(string key)
    {
        if (Find(key) is not { } found) return null;
        if (!found.GetChildren().Any()) return found;
        failures.Add(SectionFailures.NotAScalar(found));
        return null;
    }

    IConfigurationSection? Find(string key)
    {
        _known.Add(key);
        var found = section.GetSection(key);
        return found.Exists() ? found : null;
    }
}
