using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Offboarding.Dashboard.Security;

internal sealed class KeysInFolder(IOptions<DashboardOptions> options, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions keys)
    {
        if (options.Value.KeysFolder is { Length: > 0 } folder)
        {
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder), loggers);
        }
    }
}
