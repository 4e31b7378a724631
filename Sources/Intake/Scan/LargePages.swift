import CScan

/// Asks the system for large pages, where tables of many megabytes are read here and there.
public enum LargePages {
    /// A hint for the memory that an array has reserved; best before it is filled. Changes nothing else.
    public static func advise<Element: BitwiseCopyable>(_ array: inout [Element]) {
        let bytes = array.capacity * MemoryLayout<Element>.stride
        // INVARIANT: the reserved memory begins at the first element; the hint reads and writes none of it.
        unsafe array.withUnsafeMutableBufferPointer { elements in
            guard let base = elements.baseAddress else { return }
            unsafe sekisho_large_pages(base, bytes)
        }
    }
}
