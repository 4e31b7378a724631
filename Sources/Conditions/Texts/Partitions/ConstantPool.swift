/// The texts that several lists name, each once, and which of the lists name it.
struct ConstantPool {
    /// The texts.
    private(set) var words = WordSet()
    /// For each text one sign for each list, one text after the other.
    private(set) var isListed: [Bool] = []

    /// Joins lists; texts of more than `longest` letters are left out.
    init(_ lists: [WordSet], longest: Int?) {
        var entries: [(list: Int, word: Int)] = []
        for (list, words) in lists.enumerated() {
            for word in 0..<words.count where words[word].count <= longest ?? Int.max { entries.append((list, word)) }
        }
        if lists.count > 1 {
            entries.sort {
                let order = WordSet.order(lists[$0.list][$0.word], lists[$1.list][$1.word])
                return order != 0 ? order < 0 : $0.list < $1.list
            }
        }
        for (list, word) in entries {
            let letters = lists[list][word]
            if words.count == 0 || words[words.count - 1] != letters {
                words.append(letters)
                isListed.append(contentsOf: repeatElement(false, count: lists.count))
            }
            isListed[isListed.count - lists.count + list] = true
        }
    }
}
