using System.Text;
using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Sqlite.Tests;

/// <summary>A directory of its own for each test, and stores in it.</summary>
public sealed class StoreFixture : IAsyncDisposable
{
    readonly List<IMailStore> _open = [];
    readonly ServiceProvider _services;

    public StoreFixture(long? packSize = null)
    {
        var services = new ServiceCollection();
        new Builder(services).UseSqlite(o =>
        {
            o.Directory = Root;
            o.PackSize = packSize ?? o.PackSize;
        });
        _services = services.BuildServiceProvider();
    }

    // Whatever a path may hold.
    public string Root { get; } = Directory.CreateTempSubdirectory("acmail é#%41&").FullName;

    public string Folder => Path.Combine(Root, "pro");

    public string Database => Path.Combine(Folder, "replica.db");

    public string Pack(int number = 1) => Path.Combine(Folder, "content", $"{number:D6}.pack");

    public string[] SenderLocks() => Directory.GetFiles(Path.Combine(Folder, "senders"));

    public IMailStoreProvider Provider => _services.GetRequiredService<IMailStoreProvider>();

    public IStoreMaintenance Maintenance => _services.GetRequiredService<IStoreMaintenance>();

    public async Task<IMailStore> OpenAsync(string account = "pro")
    {
        var store = await Provider.OpenAsync(account);
        _open.Add(store);
        return store;
    }

    /// <summary>One that its caller closes.</summary>
    public async Task<IMailStore> OpenOtherAsync() => await Provider.OpenAsync("pro");

    public async Task CloseAsync()
    {
        foreach (var store in _open) await store.DisposeAsync();
        _open.Clear();
    }

    public async Task<IMailStore> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    public async Task<StoreCheckReport> CheckAsync() => await Maintenance.CheckAsync("pro");

    public async Task<StoreCheckReport> RebuildAsync() => await Maintenance.RebuildAsync("pro");

    public async Task<StoreCompactionReport> CompactAsync() => await Maintenance.CompactAsync("pro");

    public async Task<MailFailure> FailureToOpenAsync() => (await Should.ThrowAsync<MailException>(() => OpenAsync())).Failure;

    /// <summary>Waits until all stores rest: whoever closes the last connection takes SQLite's log away.</summary>
    public async Task RestAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (File.Exists(Database + "-wal")) await Task.Delay(50, patience.Token);
    }

    public void Copy(StoreFixture to)
    {
        foreach (var directory in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(directory.Replace(Root, to.Root, StringComparison.Ordinal));
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) CopyOpen(file, file.Replace(Root, to.Root, StringComparison.Ordinal));
            return;
        }

        // By another process: closing these files in this one would drop SQLite's locks on them.
        using var copy = System.Diagnostics.Process.Start("cp", ["-a", Root + "/.", to.Root]);
        copy.WaitForExit();
    }

    /// <summary>What Windows keeps from being read is a lock, and none outlives its process.</summary>
    static void CopyOpen(string file, string target)
    {
        using var copy = File.Create(target);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.CopyTo(copy);
        }
        catch (IOException)
        {
            copy.SetLength(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _services.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    sealed class Builder(IServiceCollection services) : IAcMailBuilder
    {
        public IServiceCollection Services => services;
    }
}
