using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Offboarding.Dashboard.Layout;

/// <summary>
/// The files of <c>wwwroot</c>, which travel inside the assembly. The address of each carries a hash of its content, so that a
/// browser may keep it indefinitely and still sees the next version at once.
/// </summary>
public sealed class Assets
{
    private const string Folder = "wwwroot/";

    private readonly FrozenDictionary<string, Asset> byAddress;
    private readonly FrozenDictionary<string, string> addressByName;

    public Assets()
    {
        List<Asset> all = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static name => Asset.Read(name[Folder.Length..].Replace('\\', '/')))];
        byAddress = all.ToFrozenDictionary(static asset => asset.Address);
        addressByName = all.ToFrozenDictionary(static asset => asset.Name, static asset => asset.Address);
    }

    /// <summary>Where a file is, for example <c>/assets/dashboard.0a1b2c3d4e5f.css</c>.</summary>
    /// <param name="name">Its path below <c>wwwroot</c>.</param>
    public string Url(string name) => "/assets/" + addressByName[name];

    /// <summary>Sends a file.</summary>
    public static IResult Serve(HttpContext context, string file, Assets assets)
    {
        if (!assets.byAddress.TryGetValue(file, out Asset? asset))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TypedResults.Bytes(asset.Zipped, asset.ContentType);
        }

        return TypedResults.Bytes(asset.Content, asset.ContentType);
    }

    private sealed record Asset(string Name, string Address, string ContentType, byte[] Content, byte[] Zipped)
    {
        public static Asset Read(string name)
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            byte[] bytes = content.ToArray();
            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
            string extension = Path.GetExtension(name);
            return new Asset(name, $"{name[..^extension.Length]}.{hash}{extension}", TypeOf(extension), bytes, Zip(bytes));
        }

        private static string TypeOf(string extension) => extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };

        private static byte[] Zip(byte[] bytes)
        {
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
            {
                gzip.Write(bytes);
            }

            return zipped.ToArray();
        }
    }
}
